/**
 * Tags: chips, and a combobox that completes over names and aliases (ARIA 1.2, list
 * autocomplete). The first known tag is the default; a new tag is the last option.
 */

import { get as getJson } from "./ask.js";
import { element, iconButton, setText } from "./elements.js";
import { createListbox, isComposing } from "./listbox.js";
import { keyOf, splitNames } from "./names.js";
import { say } from "./words.js";

const WAIT_MS = 120;
const FLASH_MS = 1200;
let last = 0;

/**
 * Draw the tags into `container`. `onChange(tags, label)` hears of every change; the
 * label says it in words. Returns {update, focus, destroy}.
 */
export function mountTags(container, options) {
  const { label, onChange, words, announce, limits, fieldId = "document" } = options;
  const parts = createParts({ words, label, fieldId });
  const { root, box, chips, input, note } = parts;
  container.append(root);
  const list = createListbox(input, { label: say(words, "tags.offered"), take });
  const find = createFinder(options);
  let tags = [...options.tags];
  let timer = 0;
  let isDismissed = false;
  /** Names that were committed and whose known tags are still being asked for. */
  const waiting = new Set();

  draw();
  input.addEventListener("input", (event) => !event.isComposing && onInput());
  input.addEventListener("compositionend", onInput);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", onLeave);
  box.addEventListener("click", ({ target }) => target === box && input.focus());
  chips.addEventListener("click", onRemove);
  const { form } = input;
  form?.addEventListener("submit", addTyped, { capture: true });

  // What is typed.

  function onInput() {
    isDismissed = false;
    setText(note, "");
    const names = splitNames(input.value);
    if (names.length > 1) addListed(names);
    searchLater();
  }

  /** A comma adds one name as Enter does, and several pasted ones as they stand. */
  function addListed(names) {
    const rest = names.pop();
    const listed = names.filter(Boolean);
    if (listed.length === 1 && !rest) {
      commit(listed[0]);
    } else {
      input.value = rest;
      add(listed);
    }
  }

  function typedName() {
    return splitNames(input.value)[0];
  }

  function searchLater() {
    clearTimeout(timer);
    if (typedName()) timer = setTimeout(search, WAIT_MS);
    else list.hide();
  }

  async function search() {
    const typed = typedName();
    const found = await find(typed, tags);
    if (typed !== typedName() || isDismissed || document.activeElement !== input) return;
    list.show(found);
    const count = found.filter(({ kind }) => kind === "known").length;
    announce(say(words, count ? "tags.found" : "tags.none_found", { count }));
  }

  function close() {
    clearTimeout(timer);
    list.hide();
  }

  // Keys.

  const keys = {
    /** Enter must never send the form. */
    Enter() {
      if (list.active) take(list.active);
      else if (typedName()) commit(typedName());
      return true;
    },
    ArrowDown: searchNow,
    ArrowUp: searchNow,
    /** The first time what is offered goes, the second time what was typed. */
    Escape() {
      if (!input.value) return false;
      if (isDismissed) input.value = "";
      isDismissed = true;
      close();
      return true;
    },
    Backspace({ repeat }) {
      if (input.value || repeat || !tags.length) return false;
      remove(tags.at(-1));
      return true;
    },
  };

  function onKey(event) {
    if (isComposing(event)) return;
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const isDone = !hasModifier && (list.move(event.key) || keys[event.key]?.(event));
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function searchNow() {
    isDismissed = false;
    if (typedName()) search();
    return true;
  }

  // Adding.

  /**
   * Add the default for a name: the first known tag, unless the list was dismissed. The
   * next name may be typed, or the form be sent, before the answer is there.
   */
  async function commit(name) {
    const isLiteral = isDismissed;
    isDismissed = false;
    input.value = "";
    close();
    if (isLiteral) return add([name]);
    waiting.add(name);
    const [option] = await find(name, tags);
    return waiting.delete(name) ? add([option.name]) : undefined;
  }

  function take({ name }) {
    input.value = "";
    isDismissed = false;
    close();
    add([name]);
  }

  /** What still stands in the field when it is left is added if it can mean one thing. */
  async function onLeave() {
    close();
    const name = typedName();
    if (!name) return;
    const [option] = await find(name, tags);
    if (document.activeElement === input || typedName() !== name) return;
    if (option.kind === "new" || option.isExact) take(option);
    else setText(note, say(words, "tags.pending", { name }));
  }

  /** Add what was typed before the form is sent, as it stands. */
  function addTyped() {
    const names = [...waiting, typedName()].filter(Boolean);
    waiting.clear();
    input.value = "";
    if (names.length) add(names);
  }

  function add(names) {
    const added = [];
    for (const name of names) {
      const refusal = refusalOf(name);
      if (refusal) return refuse(name, refusal);
      const key = keyOf(name);
      const there = [...tags, ...added].find((tag) => keyOf(tag) === key);
      if (there) flash(there);
      else added.push(name);
    }
    const [name] = added;
    if (!name) return undefined;
    const listed = added.join(", ");
    announce(say(words, "tags.added", { name: listed }));
    return change([...tags, ...added], say(words, "tags.change_add", { name: listed }));
  }

  function refusalOf(name) {
    if ([...name].length > limits.tag) return say(words, "tags.too_long", { limit: limits.tag });
    return /[{}]/.test(name) ? say(words, "tags.bad") : "";
  }

  function refuse(name, message) {
    input.value = name;
    setText(note, message);
    announce(message);
  }

  function flash(name) {
    announce(say(words, "tags.there", { name }));
    const chip = chips.children[tags.indexOf(name)];
    chip?.classList.add("is-flashing");
    setTimeout(() => chip?.classList.remove("is-flashing"), FLASH_MS);
  }

  // Taking away.

  function onRemove({ target }) {
    const chip = target.closest("button")?.closest("li");
    if (!chip) return;
    const index = [...chips.children].indexOf(chip);
    remove(tags[index]);
    const next = chips.children[Math.min(index, tags.length - 1)];
    (next?.querySelector("button") ?? input).focus();
  }

  function remove(name) {
    announce(say(words, "tags.removed", { name }));
    change(
      tags.filter((tag) => tag !== name),
      say(words, "tags.change_remove", { name }),
    );
  }

  function change(next, said) {
    tags = next;
    draw();
    onChange(tags, said);
  }

  function draw() {
    chips.hidden = tags.length === 0;
    chips.replaceChildren(...tags.map((name) => chipOf(name, words)));
  }

  return {
    update(next) {
      if (next.join("\n") === tags.join("\n")) return;
      tags = [...next];
      draw();
    },
    focus: () => input.focus(),
    destroy() {
      clearTimeout(timer);
      form?.removeEventListener("submit", addTyped, { capture: true });
      list.destroy();
      root.remove();
    },
  };
}

function createParts({ words, label, fieldId }) {
  last += 1;
  const id = `tags-${last}`;
  const chips = element("ul", { class: "tag-chips", "aria-label": say(words, "tags.chosen") });
  const hint = element("span", { class: "visually-hidden", id: `${id}-hint` }, say(words, "tags.hint"));
  const note = element("span", { class: "tag-note", id: `${id}-note` });
  const input = element("input", {
    type: "text",
    class: "tag-input",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "done",
    placeholder: say(words, "tags.placeholder"),
    "aria-label": label,
    "aria-describedby": `${hint.id} ${note.id}`,
    "data-field-id": fieldId,
    "data-field": "tags",
  });
  const box = element("div", { class: "tag-box" }, chips, input);
  return { root: element("div", { class: "tags-editor" }, box, note, hint), box, chips, input, note };
}

function chipOf(name, words) {
  return element(
    "li",
    { class: "tag-chip" },
    element("span", { class: "tag-name" }, name),
    iconButton("close", say(words, "tags.remove", { name })),
  );
}

/**
 * Return `find(typed, chosen)`, which resolves with the options for a name: known tags,
 * the best first, then a new tag. What is known is asked for once.
 */
function createFinder({ urls, words, limits, get = getJson }) {
  const answers = new Map();

  async function ask(typed) {
    const answer = await get(`${urls.complete_tags}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok) answers.delete(keyOf(typed));
    return answer.ok ? answer.json.tags : [];
  }

  return async function find(typed, chosen) {
    const key = keyOf(typed);
    if (!answers.has(key)) answers.set(key, ask(typed));
    const found = await answers.get(key);
    const there = new Set(chosen.map(keyOf));
    const offered = found
      .map((tag) => knownOption(tag, { key, words, limits }))
      .filter(({ name, isExact }) => isExact || !there.has(keyOf(name)));
    if (offered.some(({ isExact }) => isExact)) return offered;
    return [...offered, newOption(typed, { isApart: offered.length > 0, words })];
  };
}

function knownOption({ name, matched, count }, { key, words, limits }) {
  const articles = say(words, count < limits.counted ? "tags.count" : "tags.many", { count });
  const alias = matched && say(words, "tags.alias", { name: matched });
  return {
    kind: "known",
    name,
    label: name,
    note: [alias, articles].filter(Boolean).join(" · "),
    isExact: [name, matched].some((other) => keyOf(other) === key),
  };
}

function newOption(name, { isApart, words }) {
  return { kind: "new", name, isApart, label: say(words, "tags.create", { name }) };
}
