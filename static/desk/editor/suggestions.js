/** Known tags that occur in the text, one click each. */

import { latest } from "./ask.js";
import { button, element, setText } from "./elements.js";
import { keyOf } from "./names.js";
import { say } from "./words.js";

const WAIT_MS = 1500;
const SOON_MS = 300;
const ASKED_ABOUT = ["title", "core", "groups", "tags"];

/** Draw the suggestions into `container`; they follow the store by themselves. */
export function mountSuggestions(container, { store, urls, post, words, announce, isReadOnly }) {
  if (isReadOnly) return { destroy() {} };
  const fresh = latest();
  const label = element("span", { class: "suggestion-label" });
  const list = element("ul", { class: "suggestion-list" });
  container.append(element("div", { class: "suggestions" }, label, list));
  list.addEventListener("click", ({ target }) => take(target.closest("button")));
  let asked = store.document;
  let offered = [];
  let timer = setTimeout(ask, SOON_MS);

  const stop = store.subscribe((document) => {
    draw();
    if (ASKED_ABOUT.every((part) => document[part] === asked[part])) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  draw();

  async function ask() {
    asked = store.document;
    const text = JSON.stringify(store.serialised());
    const answer = await fresh((signal) => post(urls.suggest_tags, { text }, { signal }));
    if (!answer?.ok) return;
    offered = answer.json.tags;
    draw();
  }

  /** Draw what is offered and not chosen meanwhile. */
  function draw() {
    const chosen = new Set(store.document.tags.map(keyOf));
    const shown = offered.filter(({ name }) => !chosen.has(keyOf(name)));
    setText(label, say(words, shown.length ? "suggestions.label" : "suggestions.none"));
    const names = [...list.querySelectorAll("button")].map(({ value }) => value);
    if (names.join("\n") === shown.map(({ name }) => name).join("\n")) return;
    list.replaceChildren(...shown.map(suggestion));
  }

  /** A tag, and the words that mean it where they are not its name. */
  function suggestion({ name, found }) {
    const add = say(words, "suggestions.add", { name });
    const isAlias = keyOf(found) !== keyOf(name);
    const alias = isAlias ? say(words, "suggestions.found", { found }) : "";
    const label = alias ? `${add}, ${alias}` : add;
    const shown = alias ? `+ ${name} (${alias})` : `+ ${name}`;
    return element(
      "li",
      {},
      button(shown, { class: "suggestion", value: name, "aria-label": label }),
    );
  }

  /** Add a tag; the next suggestion then has the focus. */
  function take(chosen) {
    if (!chosen) return;
    const name = chosen.value;
    const index = [...list.querySelectorAll("button")].indexOf(chosen);
    store.change(say(words, "tags.change_add", { name }), (draft) => {
      draft.tags.push(name);
    });
    announce(say(words, "tags.added", { name }));
    const left = [...list.querySelectorAll("button")];
    const input = document.querySelector('[data-field-id="document"][data-field="tags"]');
    (left[Math.min(index, left.length - 1)] ?? input)?.focus();
  }

  return {
    destroy() {
      clearTimeout(timer);
      stop();
      container.replaceChildren();
    },
  };
}
