// A search box that says, while one types, which pages may be meant: a combobox with a
// list of links (ARIA 1.2). Loaded when a box is first come to.

import { piece } from "./page.js";

const PAUSE = 150; // milliseconds without a key
let boxes = 0;

/** Give a search field its list; without answers it stays a plain field. */
export function suggest(field) {
  if (field.getAttribute("role")) return;
  const list = piece("suggestions");
  boxes += 1;
  list.id = `suggestions-${boxes}`;
  // A page leads on in its own language, which its form's address begins with.
  const home = new URL("..", field.form.action).pathname;
  let options = [];
  let at = -1;
  let waiting = 0;
  let request = new AbortController();
  let asked = "";

  field.setAttribute("role", "combobox");
  field.autocomplete = "off";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.form.append(list);

  async function ask() {
    asked = field.value.trim();
    if (!asked) return close();
    request = new AbortController();
    const address = `${list.dataset.source}?${new URLSearchParams({ q: asked })}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // Another letter was typed, or the site cannot be reached: then nothing is known.
    }
  }

  function forget() {
    clearTimeout(waiting);
    request.abort();
  }

  function follow() {
    forget();
    if (field.value.trim()) waiting = setTimeout(ask, PAUSE);
    else close();
  }

  function show(found) {
    if (document.activeElement !== field || field.value.trim() !== asked) return;
    for (const group of list.children) {
      const links = found.filter(({ kind }) => kind === group.dataset.kind).map(option);
      group.replaceChildren(group.firstElementChild, ...links);
      group.hidden = !links.length;
    }
    options = [...list.querySelectorAll("[role=option]")];
    for (const [place, link] of options.entries()) link.id = `${list.id}-${place}`;
    activate(-1);
    expand(options.length > 0);
  }

  function option({ name, also, language, path }) {
    const link = document.createElement("a");
    link.setAttribute("role", "option");
    link.tabIndex = -1;
    link.href = home + path.slice(1);
    for (const text of [name, also].filter(Boolean)) {
      const words = document.createElement("bdi");
      words.textContent = text;
      if (text === name && language) words.lang = language;
      link.append(words, " ");
    }
    return link;
  }

  function activate(place) {
    at = place;
    for (const link of options) link.setAttribute("aria-selected", link === options[at]);
    if (options[at]) {
      field.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  function expand(isExpanded) {
    list.hidden = !isExpanded;
    field.setAttribute("aria-expanded", isExpanded);
  }

  function close() {
    forget();
    activate(-1);
    expand(false);
  }

  /** Go on to the next option or back; between the last and the first is the field. */
  function move(step) {
    if (list.hidden) return options.length && asked === field.value.trim() ? expand(true) : ask();
    const places = options.length + 1;
    return activate(((at + 1 + step + places) % places) - 1);
  }

  const does = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => options[at].click(),
    Escape: close,
  };

  field.addEventListener("input", (event) => event.isComposing || follow());
  field.addEventListener("compositionstart", forget);
  field.addEventListener("compositionend", follow);
  field.addEventListener("keydown", (event) => {
    // What an input method composes is its own, the key that ends it (229) included.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" && !options[at]) return close();
    if (!does[event.key] || (event.key === "Escape" && list.hidden)) return;
    event.preventDefault();
    does[event.key]();
  });
  field.addEventListener("blur", close);
  // The focus stays in the field, whatever is pressed in the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  if (field.value && field.value !== field.defaultValue) follow();
}
