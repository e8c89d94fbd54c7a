/** The keys of the outline. */

import { CORE } from "./document.js";
import { button, element } from "./elements.js";
import { say } from "./words.js";

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Let the keys of the outline act on the field they are pressed in. */
export function listenToKeys(container, { actions, outline }) {
  container.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.defaultPrevented) return;
    const field = event.target.closest("textarea[data-field-id]");
    if (field) onFieldKey(event, field);
    else onButtonKey(event);
  });

  function onFieldKey(event, field) {
    const { fieldId: id, field: name } = field.dataset;
    const keys = name === "heading" ? headingKeys : pointKeys;
    const act = keys[comboOf(event)];
    if (act?.(id, field) !== undefined) event.preventDefault();
  }

  /** Alt+↑/↓ moves the row whose buttons have the focus, too; Escape leaves its tags. */
  function onButtonKey(event) {
    const tags = event.target.closest(".outline-tag-editor");
    if (tags && event.key === "Escape") outline.toggleTags(tags.closest("[data-point]").dataset.point);
    if (event.target.matches("input")) return;
    const keys = { "alt+ArrowUp": -1, "alt+ArrowDown": 1 };
    const step = keys[comboOf(event)];
    if (!step) return;
    const row = event.target.closest("[data-point]");
    const group = event.target.closest("[data-group]");
    if (row) actions.stepPoint(row.dataset.point, step);
    else if (group && group.dataset.group !== CORE) actions.stepGroup(group.dataset.group, step);
    else return;
    event.preventDefault();
  }

  /** An action answers DONE; what answers undefined leaves the key to the browser. */
  const DONE = true;
  const done = (act) => (id, field) => {
    act(id, field);
    return DONE;
  };
  const enter = done((id, field) => actions.split(id, field.selectionStart, field.selectionEnd));

  const pointKeys = {
    Enter: enter,
    "shift+Enter": enter,
    "mod+Enter": done((id) => actions.addBelow(id)),
    "mod+shift+Enter": done((id, field) => actions.addGroupAfter(containerOf(field))),
    "alt+ArrowUp": done((id) => actions.stepPoint(id, -1)),
    "alt+ArrowDown": done((id) => actions.stepPoint(id, 1)),
    "mod+shift+Backspace": done((id) => actions.deletePoint(id)),
    Backspace: (id, field) => (isAtStart(field) ? done(actions.joinToPrevious)(id) : undefined),
    Delete: (id, field) => (isAtEnd(field) ? done(actions.joinNext)(id) : undefined),
    ArrowUp: (id, field) => (isAtStart(field) ? goBy(field, -1) : undefined),
    ArrowDown: (id, field) => (isAtEnd(field) ? goBy(field, 1) : undefined),
  };

  const headingKeys = {
    Enter: done((id) => actions.intoGroup(id)),
    "shift+Enter": done((id) => actions.intoGroup(id)),
    "mod+Enter": done((id) => actions.addPoint(id, 0)),
    "mod+shift+Enter": done((id) => actions.addGroupAfter(id)),
    "alt+ArrowUp": done((id) => actions.stepGroup(id, -1)),
    "alt+ArrowDown": done((id) => actions.stepGroup(id, 1)),
    "mod+shift+Backspace": done((id) => actions.deleteGroup(id)),
    Backspace: (id, field) =>
      field.value === "" && actions.removeEmptyGroup(id) ? DONE : undefined,
    ArrowUp: pointKeys.ArrowUp,
    ArrowDown: pointKeys.ArrowDown,
  };

  /** Go to the field above or below, as in one long text. */
  function goBy(field, step) {
    const fields = outline.fieldsInOrder();
    const next = fields[fields.indexOf(field) + step];
    if (!next) return undefined;
    const { fieldId: id, field: name } = next.dataset;
    outline.focus({ id, field: name, start: step < 0 ? next.value.length : 0 });
    return DONE;
  }
}

/** Let Ctrl+Z and its companions walk the steps of the whole editor. */
export function listenToUndo(root, actions) {
  root.ownerDocument.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.defaultPrevented) return;
    const act = { "mod+z": actions.undo, "mod+shift+z": actions.redo, "mod+y": actions.redo }[
      comboOf(event)
    ];
    if (!act || !isOurs(event.target, root)) return;
    event.preventDefault();
    act();
  });
}

/** Let Ctrl+S save the form by its first button. */
export function listenToSave(form) {
  form?.ownerDocument.addEventListener("keydown", (event) => {
    if (isComposing(event) || comboOf(event) !== "mod+s" || event.target.closest("dialog")) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[type=submit]"));
  });
}

/** Whether undo belongs to the editor here: other fields have undo of their own. */
function isOurs(target, root) {
  if (target === target.ownerDocument.body) return true;
  if (!root.contains(target) || target.closest("dialog")) return false;
  const isText = target.matches("textarea, input, [contenteditable]");
  return !isText || (target.dataset.fieldId !== undefined && target.dataset.field !== "tags");
}

/** Return a key with its modifiers, such as "mod+shift+z"; mod is Ctrl, or ⌘ on a Mac. */
function comboOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const modifiers = [
    (isMac ? event.metaKey : event.ctrlKey) && "mod",
    event.altKey && "alt",
    event.shiftKey && "shift",
  ];
  return [...modifiers.filter(Boolean), key].join("+");
}

/** While an input method composes, every key is its own. */
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

function isAtStart(field) {
  return field.selectionStart === 0 && field.selectionEnd === 0;
}

function isAtEnd(field) {
  return field.selectionStart === field.value.length && field.selectionEnd === field.value.length;
}

function containerOf(field) {
  return field.closest("[data-group]").dataset.group;
}

const HELP = [
  ["Enter", "outline.key_enter"],
  ["mod+Enter", "outline.key_below"],
  ["mod+shift+Enter", "outline.key_group"],
  ["alt+↑ alt+↓", "outline.key_move"],
  ["↑ ↓", "outline.key_go"],
  ["Backspace", "outline.key_backspace"],
  ["Delete", "outline.key_delete_end"],
  ["mod+shift+Backspace", "outline.key_delete"],
  ["[", "outline.key_marker"],
  ["mod+S", "outline.key_save"],
  ["mod+Z", "outline.key_undo"],
  ["mod+shift+Z", "outline.key_redo"],
  ["Escape", "outline.key_escape"],
];

const NAMES = isMac
  ? { mod: "⌘", shift: "⇧", alt: "⌥" }
  : { mod: "Ctrl", shift: "Shift", alt: "Alt" };

/** Return a button that opens the list of keys, and the dialog it opens. */
export function keyboardHelp(words) {
  const opener = button(say(words, "outline.keys"), { class: "tool-button", "aria-haspopup": "dialog" });
  const close = button(say(words, "outline.close"), { class: "button" });
  const title = element("h2", { id: "editor-keys" }, say(words, "outline.keys"));
  const list = element("dl", { class: "editor-keys" });
  for (const [keys, key] of HELP) {
    const combos = keys.split(" ").flatMap((combo) => [" ", comboElement(combo)]);
    list.append(element("div", {}, element("dt", {}, ...combos), element("dd", {}, say(words, key))));
  }
  const dialog = element("dialog", { class: "editor-dialog", "aria-labelledby": "editor-keys" });
  dialog.append(title, list, element("div", { class: "dialog-actions" }, close));
  opener.addEventListener("click", () => dialog.showModal());
  close.addEventListener("click", () => dialog.close());
  return { opener, dialog };
}

function comboElement(combo) {
  const keys = combo.split("+").map((key) => element("kbd", {}, NAMES[key] ?? key));
  const joined = keys.flatMap((key, index) => (index ? ["+", key] : [key]));
  return element("span", { class: "key-combo" }, ...joined);
}
