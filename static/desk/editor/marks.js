/** Says problems at their fields: under the field, and to whoever listens to it. */

import { element } from "./elements.js";
import { say } from "./words.js";

/** The row of a point or reference shows these by itself. */
const SHOWN_BY_THE_ROW = new Set(["uncited-point", "uncited-reference", "missing-passage"]);
/** Nobody who has just begun needs to be told; a field once left is another matter. */
const EXPECTED_AT_FIRST = new Set(["missing-title", "missing-publication"]);
/** Where the message goes: after or into the nearest of these round the field. */
const PLACES = [
  [".outline-head", "after"],
  [".reference, .fact, .tags-editor", "append"],
  [".grow", "after"],
];
let last = 0;

/** Return what marks the fields of the page: {show(problems)}. */
export function createMarks({ words, isNew }) {
  const marked = new Map();
  const left = new Set();
  document.addEventListener("focusout", ({ target }) => {
    if (target.dataset?.fieldId) left.add(keyOf(target.dataset.fieldId, target.dataset.field));
  });

  /** Mark the fields of these problems, and no others. */
  function show(problems) {
    const byField = grouped(problems.filter(isShown));
    for (const [field, mark] of marked) {
      if (byField.get(mark.key) === undefined || !field.isConnected) unmark(field, mark);
    }
    if (!byField.size) return;
    for (const field of document.querySelectorAll("[data-field-id][data-field]")) {
      const found = byField.get(keyOf(field.dataset.fieldId, field.dataset.field));
      if (found) mark(field, found);
    }
  }

  function isShown({ target, code }) {
    if (!target || SHOWN_BY_THE_ROW.has(code)) return false;
    return !(isNew && EXPECTED_AT_FIRST.has(code)) || left.has(keyOf(target.id, target.field));
  }

  function mark(field, problems) {
    const said = JSON.stringify(problems.map(({ severity, message }) => [severity, message]));
    const old = marked.get(field);
    if (old?.said === said) return;
    if (old) unmark(field, old);
    last += 1;
    const node = element(
      "div",
      { class: "field-problems", id: `field-problems-${last}` },
      ...problems.map(message),
    );
    put(node, field);
    const isInvalid = problems.some(({ severity }) => severity === "error");
    if (isInvalid) field.setAttribute("aria-invalid", "true");
    describe(field, (ids) => [...ids, node.id]);
    marked.set(field, { key: keyOf(field.dataset.fieldId, field.dataset.field), said, node });
  }

  function message({ severity, message: text }) {
    const name = say(words, `problems.${severity}`);
    return element(
      "p",
      { class: `field-problem is-${severity}` },
      element("span", { class: "visually-hidden" }, `${name}: `),
      element("span", { class: "problem-message" }, text),
    );
  }

  function unmark(field, { node }) {
    node.remove();
    field.removeAttribute("aria-invalid");
    describe(field, (ids) => ids.filter((id) => id !== node.id));
    marked.delete(field);
  }

  return { show };
}

function keyOf(id, field) {
  return `${id}/${field}`;
}

function grouped(problems) {
  const byField = new Map();
  for (const problem of problems) {
    const key = keyOf(problem.target.id, problem.target.field);
    byField.set(key, [...(byField.get(key) ?? []), problem]);
  }
  return byField;
}

function put(node, field) {
  for (const [selector, how] of PLACES) {
    const place = field.closest(selector);
    if (!place) continue;
    place[how](node);
    return;
  }
  field.after(node);
}

function describe(field, change) {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  const next = change(ids);
  if (next.length) field.setAttribute("aria-describedby", next.join(" "));
  else field.removeAttribute("aria-describedby");
}
