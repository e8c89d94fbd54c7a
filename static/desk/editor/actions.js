/**
 * What an editor can do to the outline. Each action changes the document, says where the
 * caret goes, and announces what happened.
 */

import {
  CORE,
  groupOf,
  insertGroup,
  insertPoint,
  joinPoint,
  moveGroup,
  movePoint,
  newGroup,
  newPoint,
  placeOf,
  pointsOf,
  removeGroup,
  removePoint,
  saysGroup,
  saysPoint,
  splitPoint,
  stepOf,
} from "./document.js";
import { say } from "./words.js";

/** Bind the actions to one editor. */
export function createActions({ store, words, announce, toast, outline }) {
  const speak = (key, values) => announce(say(words, key, values));

  /** Do it, announce it under the same words that undo will use. */
  function change(key, recipe, focus, values) {
    const result = store.change(say(words, key, values), recipe, { focus });
    speak(key, values);
    return result;
  }

  function containerName(id) {
    if (id === CORE) return say(words, "outline.core");
    const number = store.document.groups.findIndex((group) => group.id === id) + 1;
    return say(words, "outline.group_number", { number });
  }

  function announceMoved(id) {
    const { container, index, list } = placeOf(store.document, id);
    speak("outline.point_moved", {
      place: containerName(container),
      number: index + 1,
      total: list.length,
    });
    outline.intoView(outline.rowOf(id));
  }

  // Points.

  function addPoint(container, index) {
    const focus = (point) => ({ id: point.id, field: "text", start: 0 });
    change("outline.point_added", (draft) => insertPoint(draft, container, index), focus);
  }

  function addBelow(id) {
    const { container, index } = placeOf(store.document, id);
    addPoint(container, index + 1);
  }

  /** Enter: at the end a new point below, at the beginning one above, else both halves. */
  function split(id, start, end) {
    const { container, index, point } = placeOf(store.document, id);
    if (start === end && start === point.text.length) return addBelow(id);
    if (end === 0) {
      const focus = { id, field: "text", start: 0 };
      return change("outline.point_added", (draft) => insertPoint(draft, container, index), focus);
    }
    const focus = (rest) => ({ id: rest.id, field: "text", start: 0 });
    return change("outline.point_split", (draft) => splitPoint(draft, id, start, end), focus);
  }

  /** Backspace at the beginning of a point. */
  function joinToPrevious(id) {
    const { index, point } = placeOf(store.document, id);
    if (!saysPoint(point)) return removeEmpty(id);
    if (index === 0) return undefined;
    const focus = ({ before, caret }) => ({ id: before.id, field: "text", start: caret });
    return change("outline.points_joined", (draft) => joinPoint(draft, id), focus);
  }

  /** Delete at the end of a point. */
  function joinNext(id) {
    const { list, index, point } = placeOf(store.document, id);
    const next = list[index + 1];
    if (!next) return;
    const focus = { id, field: "text", start: point.text.length };
    change("outline.points_joined", (draft) => joinPoint(draft, next.id), focus);
  }

  function removeEmpty(id) {
    change("outline.point_deleted", (draft) => removePoint(draft, id), fieldBefore(id));
  }

  function deletePoint(id) {
    const { point } = placeOf(store.document, id);
    const place = change("outline.point_deleted", (draft) => removePoint(draft, id), fieldAfter(id));
    if (!saysPoint(point)) return;
    offerUndo("outline.point_deleted", {}, (draft) => {
      const container = pointsOf(draft, place.container) ? place.container : CORE;
      insertPoint(draft, container, place.index, point);
    }, { id, field: "text" });
  }

  function stepPoint(id, step) {
    const target = stepOf(store.document, id, step);
    if (!target) return speak(step < 0 ? "outline.is_first" : "outline.is_last");
    return putPoint(id, target.container, target.index);
  }

  function putPoint(id, container, index) {
    const label = say(words, "outline.moving_point");
    store.change(label, (draft) => movePoint(draft, id, container, index));
    announceMoved(id);
  }

  // Groups.

  /** Add a group behind the group `id`, before all others when that is the core. */
  function addGroupAfter(id) {
    const index = store.document.groups.findIndex((group) => group.id === id) + 1;
    const group = newGroup({ points: [{}] });
    const focus = { id: group.id, field: "heading", start: 0 };
    change("outline.group_added", (draft) => insertGroup(draft, index, group), focus);
  }

  function deleteGroup(id) {
    const group = groupOf(store.document, id);
    const count = group.points.filter(saysPoint).length;
    const key = count ? "outline.group_and_points_deleted" : "outline.group_deleted";
    const { index } = change(key, (draft) => removeGroup(draft, id), groupAround(id), { count });
    if (!saysGroup(group)) return;
    offerUndo(key, { count }, (draft) => insertGroup(draft, index, group), { id, field: "heading" });
  }

  function stepGroup(id, step) {
    const index = store.document.groups.findIndex((group) => group.id === id) + step;
    if (index < 0) return speak("outline.is_first");
    if (index >= store.document.groups.length) return speak("outline.is_last");
    return putGroup(id, index);
  }

  function putGroup(id, index) {
    const label = say(words, "outline.moving_group");
    store.change(label, (draft) => moveGroup(draft, id, index));
    speak("outline.group_moved", { number: index + 1, total: store.document.groups.length });
    outline.intoView(outline.sectionOf(id).querySelector("header"));
  }

  /** Enter in a heading goes to the first point under it. */
  function intoGroup(id) {
    const [first] = groupOf(store.document, id).points;
    if (first) outline.focus({ id: first.id, field: "text", start: 0 });
    else addPoint(id, 0);
  }

  /** Backspace in an empty heading of a group that says nothing. */
  function removeEmptyGroup(id) {
    if (saysGroup(groupOf(store.document, id))) return false;
    const focus = fieldBefore(id);
    change("outline.group_deleted", (draft) => removeGroup(draft, id), focus);
    return true;
  }

  // Where the caret goes.

  function fieldBefore(id) {
    const fields = outline.fieldsInOrder();
    const before = fields[fields.findIndex((field) => field.dataset.fieldId === id) - 1];
    return before && endOf(before);
  }

  function endOf(field) {
    const { fieldId, field: name } = field.dataset;
    return { id: fieldId, field: name, start: field.value.length };
  }

  function fieldAfter(id) {
    const { list, index, container } = placeOf(store.document, id);
    const next = list[index + 1] ?? list[index - 1];
    if (next) return { id: next.id, field: "text" };
    return container === CORE ? { id: CORE, field: "add" } : { id: container, field: "heading" };
  }

  function groupAround(id) {
    const { groups } = store.document;
    const index = groups.findIndex((group) => group.id === id);
    const next = groups[index + 1] ?? groups[index - 1];
    return next ? { id: next.id, field: "heading" } : { id: CORE, field: "add" };
  }

  /** Offer to take a deletion back: by undo, or once more has been done by a new step. */
  function offerUndo(key, values, restore, focus) {
    const deleted = store.document;
    const act = () => {
      if (store.document === deleted) return undo();
      store.change(say(words, "outline.restored"), restore, { focus });
      return speak("outline.restored");
    };
    toast(say(words, key, values), { label: say(words, "outline.undo"), act });
  }

  // Steps.

  function undo() {
    const label = store.undo();
    if (label) speak("outline.undone", { label });
    else speak("outline.nothing_to_undo");
  }

  function redo() {
    const label = store.redo();
    if (label) speak("outline.redone", { label });
    else speak("outline.nothing_to_redo");
  }

  /**
   * Put what has been read from a text into the outline: its points at a place, where an
   * empty point (`blank`) makes room for them, its groups behind that group.
   */
  function insertRead(container, index, { points, groups, references, blank }) {
    const made = points.map(newPoint);
    const firstGroup = store.document.groups.findIndex((group) => group.id === container) + 1;
    const count = made.length + groups.reduce((sum, group) => sum + group.points.length, 0);
    const last = made.at(-1);
    change("outline.points_pasted", (draft) => {
      pointsOf(draft, container).splice(index, blank ? 1 : 0, ...made);
      draft.groups.splice(firstGroup, 0, ...groups.map(newGroup));
      draft.references.push(...references);
      draft.references.sort((one, other) => one.number - other.number);
    }, last && { id: last.id, field: "text", start: last.text.length }, { count });
  }

  return {
    addPoint,
    addBelow,
    split,
    joinToPrevious,
    joinNext,
    deletePoint,
    stepPoint,
    putPoint,
    addGroupAfter,
    deleteGroup,
    stepGroup,
    putGroup,
    intoGroup,
    removeEmptyGroup,
    insertRead,
    undo,
    redo,
  };
}
