/**
 * The state of the editor: one document that nobody changes in place, the steps to undo
 * and redo, and who wants to hear of a change.
 */

import {
  DOCUMENT,
  clone,
  placeOf,
  saysGroup,
  saysPoint,
  serialise,
  settle,
  withIds,
} from "./document.js";

export * from "./document.js";

const MERGE_MS = 1000;
const LONGEST_MERGE_MS = 6000;
const MAX_STEPS = 500;

/**
 * Make a store for a JSON form (or a document with ids).
 *
 * `focusNow()` tells where the caret is, so that undo can bring it back there.
 */
export function createStore(form, { limits = {}, focusNow = () => null, now = Date.now } = {}) {
  let document = withIds(form ?? {});
  let done = [];
  let undone = [];
  let sent = null;
  const subscribers = new Set();

  function show(next, change) {
    const previous = document;
    document = next;
    sent = null;
    for (const notify of [...subscribers]) notify(document, { ...change, previous });
  }

  function remember(step) {
    const last = done.at(-1);
    if (isMergeable(last, step)) {
      Object.assign(last, { after: step.after, focus: step.focus, time: step.time });
      return;
    }
    done = [...done.slice(1 - MAX_STEPS), step];
  }

  const store = {
    limits,
    get document() {
      return document;
    },
    get canUndo() {
      return done.length > 0;
    },
    get canRedo() {
      return undone.length > 0;
    },
    /** What the next undo takes back, in words; "" where there is nothing. */
    get undoLabel() {
      return done.at(-1)?.label ?? "";
    },
    get redoLabel() {
      return undone.at(-1)?.label ?? "";
    },

    /**
     * Let `recipe` change a draft of the document. `focus` ({id, field, start, end}, or
     * a function that returns it once the recipe has run) says where the caret goes.
     * Returns what the recipe returns.
     */
    change(label, recipe, { merge = "", focus = null } = {}) {
      const before = document;
      const focusBefore = focusNow();
      const draft = clone(before);
      const result = recipe(draft);
      const after = settle(before, draft);
      const target = typeof focus === "function" ? focus(result) : focus;
      if (after !== before) {
        const time = now();
        remember({ label, before, after, focusBefore, focus: target, merge, time, since: time });
        undone = [];
        show(after, { kind: "do", label, focus: target, merge });
      }
      return result;
    },

    /** Take the last step back; returns its label, or "" where there is none. */
    undo() {
      const step = done.pop();
      if (!step) return "";
      undone.push(step);
      show(step.before, { kind: "undo", label: step.label, focus: step.focusBefore });
      return step.label;
    },

    redo() {
      const step = undone.pop();
      if (!step) return "";
      done.push({ ...step, merge: "" });
      const focus = step.focus ?? step.focusBefore;
      show(step.after, { kind: "redo", label: step.label, focus });
      return step.label;
    },

    /** Call `notify(document, change)` after every change; returns how to stop. */
    subscribe(notify) {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },

    /** Return the JSON form, without ids and without what says nothing. */
    serialised() {
      sent ??= serialise(document);
      return sent;
    },

    pathOf: (id, field) => pathOf(document, id, field),
    idAt: (path) => idAt(document, path),
  };
  return store;
}

function isMergeable(last, step) {
  return (
    last !== undefined &&
    step.merge !== "" &&
    last.merge === step.merge &&
    step.time - last.time < MERGE_MS &&
    step.time - last.since < LONGEST_MERGE_MS
  );
}

/** Return the path in the serialised document of a field, or "" where it is not sent. */
export function pathOf(document, id, field) {
  if (id === DOCUMENT) return field;
  const core = indexOf(document.core.filter(saysPoint), id);
  if (core >= 0) return `core[${core}].${field}`;
  const reference = indexOf(document.references, id);
  if (reference >= 0) return `references[${reference}].${field}`;
  const groups = document.groups.filter(saysGroup);
  const group = indexOf(groups, id);
  if (group >= 0) return `groups[${group}].${field}`;
  const place = placeOf(document, id);
  const point = place ? indexOf(place.list.filter(saysPoint), id) : -1;
  if (point < 0) return "";
  return `groups[${indexOf(groups, place.container)}].points[${point}].${field}`;
}

function indexOf(items, id) {
  return items.findIndex((item) => item.id === id);
}

const PLACES = [
  [/^core\[(\d+)\](?:\.(\w+))?/, "text", (document, [point]) => document.core.filter(saysPoint)[point]],
  [
    /^groups\[(\d+)\]\.points\[(\d+)\](?:\.(\w+))?/,
    "text",
    (document, [group, point]) =>
      document.groups.filter(saysGroup)[group]?.points.filter(saysPoint)[point],
  ],
  [
    /^groups\[(\d+)\](?:\.(\w+))?/,
    "heading",
    (document, [group]) => document.groups.filter(saysGroup)[group],
  ],
  [
    /^references\[(\d+)\](?:\.(\w+))?/,
    "number",
    (document, [reference]) => document.references[reference],
  ],
];

/**
 * Return {id, field} for a path in the serialised document. A path that names a field of
 * the digest, or nothing known, belongs to the document.
 */
export function idAt(document, path) {
  for (const [pattern, mainField, find] of PLACES) {
    const found = pattern.exec(path);
    if (!found) continue;
    const item = find(document, found.slice(1).map(Number));
    if (item) return { id: item.id, field: fieldOf(found.at(-1), mainField) };
  }
  return { id: DOCUMENT, field: /^\w+/.exec(path)?.[0] ?? "" };
}

/** A key has no field of its own, nor has a list: they belong to the main field. */
function fieldOf(name, mainField) {
  return !name || name === "key" || name === "points" ? mainField : name;
}
