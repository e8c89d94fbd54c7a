/** Takes what is typed and clicked in the outline to the document. */

import { placeOf } from "./document.js";
import { mirror } from "./outline.js";
import { say } from "./words.js";

/** Let the fields and buttons of the outline act; `attach(field)` is told of new ones. */
export function listenToOutline(container, { store, words, actions, outline, attach }) {
  const seen = new WeakSet();

  const pointActs = {
    up: (id) => actions.stepPoint(id, -1),
    down: (id) => actions.stepPoint(id, 1),
    delete: actions.deletePoint,
    tags: outline.toggleTags,
  };
  const groupActs = {
    up: (id) => actions.stepGroup(id, -1),
    down: (id) => actions.stepGroup(id, 1),
    delete: actions.deleteGroup,
    "add-point": (id) => actions.addPoint(id, Infinity),
    "add-group": actions.addGroupAfter,
  };

  container.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field.dataset.field in recipes)) return;
    if (!event.isComposing) keepOneLine(field);
    mirror(field);
    take(field);
  });

  container.addEventListener("compositionend", ({ target }) => {
    if (target.dataset.field in recipes) take(target);
  });

  container.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (!act) return;
    const point = event.target.closest("[data-point]")?.dataset.point;
    const group = event.target.closest("[data-group]").dataset.group;
    if (point) pointActs[act](point);
    else groupActs[act](group);
  });

  container.addEventListener("focusin", ({ target }) => {
    if (target.dataset.field !== "text" || seen.has(target)) return;
    seen.add(target);
    attach(target);
  });

  function take(field) {
    const { fieldId: id, field: name } = field.dataset;
    const { value, selectionStart: start } = field;
    store.change(say(words, `outline.${name}_typed`), (draft) => recipes[name](draft, id, value), {
      merge: `${name}:${id}`,
      focus: { id, field: name, start },
    });
  }
}

const recipes = {
  text(draft, id, value) {
    placeOf(draft, id).point.text = value;
  },
  heading(draft, id, value) {
    draft.groups.find((group) => group.id === id).heading = value;
  },
};

/** A statement is one line, whatever is dropped into it. */
function keepOneLine(field) {
  if (!/[\r\n]/.test(field.value)) return;
  const caret = field.selectionStart;
  field.value = field.value.replace(/[\r\n]/g, " ");
  field.setSelectionRange(caret, caret);
}
