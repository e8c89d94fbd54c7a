/**
 * Moves points and groups by their handles, with mouse, pen or finger.
 *
 * While a group is dragged the outline shows headings only, so that the way is short.
 */

import { CORE, placeOf } from "./document.js";
import { element } from "./elements.js";

const START_PX = 4;
const EDGE_PX = 80;
const FASTEST_PX = 18;

/** Let the handles inside `container` be dragged. */
export function listenToDrags(container, { store, actions }) {
  let drag = null;
  const line = element("div", { class: "drop-line", "aria-hidden": "true" });

  container.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle || drag || event.button !== 0) return;
    event.preventDefault();
    begin(event, handle);
  });

  function begin(event, handle) {
    const node = handle.closest("[data-point], [data-group]");
    handle.setPointerCapture(event.pointerId);
    drag = {
      handle,
      node,
      isGroup: node.dataset.point === undefined,
      pointer: event.pointerId,
      startY: event.clientY,
      x: event.clientX,
      y: event.clientY,
      hasBegun: false,
      target: null,
      frame: 0,
    };
    handle.addEventListener("pointermove", onMove);
    handle.addEventListener("pointerup", onUp);
    handle.addEventListener("pointercancel", finish);
    document.addEventListener("keydown", onKey, true);
  }

  function onMove(event) {
    drag.x = event.clientX;
    drag.y = event.clientY;
    if (!drag.hasBegun && Math.abs(drag.y - drag.startY) >= START_PX) show();
    if (drag.hasBegun) aim();
  }

  function show() {
    drag.hasBegun = true;
    const { top } = drag.node.getBoundingClientRect();
    drag.node.classList.add("is-dragged");
    container.classList.add("is-dragging");
    container.classList.toggle("is-dragging-group", drag.isGroup);
    document.documentElement.classList.add("has-drag");
    window.scrollBy(0, drag.node.getBoundingClientRect().top - top);
    document.body.append(line);
    drag.frame = requestAnimationFrame(scrollAtEdges);
  }

  /** Find the place under the pointer and show it. */
  function aim() {
    const target = drag.isGroup ? groupTarget() : pointTarget();
    drag.target = target;
    line.hidden = !target;
    if (target) drawLine(target);
  }

  function drawLine({ box, edge }) {
    Object.assign(line.style, {
      left: `${box.left}px`,
      width: `${box.width}px`,
      top: `${box[edge]}px`,
    });
  }

  /** Return what of the outline the pointer is over; at its ends, or beside it, counts. */
  function nodeUnder(selector) {
    const frame = container.getBoundingClientRect();
    const x = Math.min(Math.max(drag.x, frame.left + 60), frame.right - 60);
    const y = Math.min(Math.max(drag.y, frame.top + 1, 1), frame.bottom - 1, innerHeight - 1);
    return document
      .elementsFromPoint(x, y)
      .map((found) => container.contains(found) && found.closest(selector))
      .find(Boolean);
  }

  function pointTarget() {
    const row = nodeUnder("[data-point]");
    if (row) {
      const place = placeOf(store.document, row.dataset.point);
      const isBelow = isLowerHalf(row);
      return {
        container: place.container,
        index: place.index + (isBelow ? 1 : 0),
        box: row.getBoundingClientRect(),
        edge: isBelow ? "bottom" : "top",
      };
    }
    const section = nodeUnder("[data-group]");
    return section && edgeOfSection(section);
  }

  /** Above its points, on the heading, is the first place; below them the last. */
  function edgeOfSection(section) {
    const list = section.querySelector("ol");
    const box = list.getBoundingClientRect();
    const isBelow = drag.y > (box.top + box.bottom) / 2;
    return {
      container: section.dataset.group,
      index: isBelow ? list.children.length : 0,
      box,
      edge: isBelow ? "bottom" : "top",
    };
  }

  function groupTarget() {
    const section = nodeUnder("[data-group]");
    if (!section) return null;
    const isBelow = section.dataset.group === CORE || isLowerHalf(section);
    const ids = store.document.groups.map((group) => group.id);
    return {
      index: ids.indexOf(section.dataset.group) + (isBelow ? 1 : 0),
      box: section.getBoundingClientRect(),
      edge: isBelow ? "bottom" : "top",
    };
  }

  function isLowerHalf(node) {
    const { top, bottom } = node.getBoundingClientRect();
    return drag.y > (top + bottom) / 2;
  }

  function scrollAtEdges() {
    const upper = EDGE_PX - drag.y;
    const lower = drag.y - (window.innerHeight - EDGE_PX);
    const depth = Math.max(upper, lower, 0) / EDGE_PX;
    if (depth > 0) {
      window.scrollBy(0, Math.sign(lower - upper) * Math.ceil(Math.min(depth, 1) * FASTEST_PX));
      aim();
    }
    drag.frame = requestAnimationFrame(scrollAtEdges);
  }

  function onUp() {
    const { hasBegun, target, isGroup, node } = drag;
    finish();
    if (!hasBegun || !target) return;
    if (isGroup) dropGroup(node.dataset.group, target.index);
    else dropPoint(node.dataset.point, target);
  }

  function dropPoint(id, { container: place, index }) {
    const from = placeOf(store.document, id);
    const isLater = from.container === place && from.index < index;
    const to = isLater ? index - 1 : index;
    if (from.container !== place || from.index !== to) actions.putPoint(id, place, to);
  }

  function dropGroup(id, index) {
    const from = store.document.groups.findIndex((group) => group.id === id);
    const to = from < index ? index - 1 : index;
    if (from !== to) actions.putGroup(id, to);
  }

  function onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    finish();
  }

  function finish() {
    const { handle, node, pointer, frame } = drag;
    cancelAnimationFrame(frame);
    handle.removeEventListener("pointermove", onMove);
    handle.removeEventListener("pointerup", onUp);
    handle.removeEventListener("pointercancel", finish);
    document.removeEventListener("keydown", onKey, true);
    if (handle.hasPointerCapture(pointer)) handle.releasePointerCapture(pointer);
    const { top } = node.getBoundingClientRect();
    node.classList.remove("is-dragged");
    container.classList.remove("is-dragging", "is-dragging-group");
    document.documentElement.classList.remove("has-drag");
    line.remove();
    window.scrollBy(0, node.getBoundingClientRect().top - top);
    drag = null;
  }
}
