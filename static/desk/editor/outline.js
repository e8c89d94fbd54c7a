/**
 * Draws core, groups and points, and keeps what is drawn equal to the document.
 *
 * Every row is made once and known by its id. A change redraws the rows whose part of
 * the document is another object than before, and moves the rows that moved.
 */

import { arrange } from "./arrange.js";
import { CORE, places } from "./document.js";
import { button, element, iconButton, setAttribute, setText } from "./elements.js";
import { say } from "./words.js";

/**
 * Draw the outline into `container`. `mountPointTags(place, id)` is asked for the tag
 * editor of a point when somebody wants one.
 */
export function mountOutline(container, { store, words, isReadOnly, citedNumbers, mountPointTags }) {
  const rows = new Map();
  const sections = new Map();
  const tagEditors = new Map();
  let language = "";
  const pointPattern = pointRow(words, isReadOnly);
  const groupPattern = groupSection(words, isReadOnly);

  const core = coreSection(words, isReadOnly);
  const groups = element("div", { class: "outline-groups" });
  container.append(core, groups);
  sections.set(CORE, { node: core, list: core.querySelector("ol"), drawn: null });

  function render() {
    const { document } = store;
    if (language !== document.language) changeLanguage(document.language);
    drawPoints(sections.get(CORE), document.core, say(words, "outline.core"));
    document.groups.forEach(drawGroup);
    arrange(groups, document.groups.map((group) => sections.get(group.id).node));
    removeGone(document);
  }

  /** The words of the digest are in its language, those of the buttons are not. */
  function changeLanguage(tag) {
    language = tag;
    for (const { node } of [...rows.values(), ...sections.values()]) speak(node);
  }

  function speak(node) {
    const field = node.querySelector("textarea");
    if (!field) return;
    if (language) setAttribute(field, "lang", language);
    else field.removeAttribute("lang");
  }

  function drawGroup(group, index) {
    const section = sections.get(group.id) ?? makeGroup(group.id);
    const name = say(words, "outline.group_number", { number: index + 1 });
    if (section.name !== name) nameGroup(section, name);
    if (section.group !== group) {
      section.group = group;
      if (section.heading.value !== group.heading) setValue(section.heading, group.heading);
    }
    drawPoints(section, group.points, name);
  }

  function makeGroup(id) {
    const node = groupPattern.cloneNode(true);
    node.dataset.group = id;
    const heading = node.querySelector("textarea");
    heading.dataset.fieldId = id;
    const section = { node, heading, list: node.querySelector("ol"), drawn: null };
    sections.set(id, section);
    speak(node);
    return section;
  }

  function nameGroup(section, name) {
    section.name = name;
    section.drawn = null;
    setAttribute(section.node, "aria-label", name);
    setText(section.node.querySelector(".outline-group-name"), name);
    setAttribute(section.heading, "aria-label", say(words, "outline.heading_label", { group: name }));
  }

  function drawPoints(section, points, name) {
    if (section.drawn === points) return;
    section.drawn = points;
    points.forEach((point, index) => drawPoint(point, index, name));
    arrange(section.list, points.map((point) => rows.get(point.id).node));
    const count = say(words, "outline.count", { count: points.length });
    setText(section.node.querySelector(".outline-count"), count);
  }

  function drawPoint(point, index, name) {
    const row = rows.get(point.id) ?? makePoint(point.id);
    if (row.index !== index || row.name !== name) {
      row.index = index;
      row.name = name;
      setText(row.number, String(index + 1));
      const values = { place: name, number: index + 1 };
      setAttribute(row.text, "aria-label", say(words, "outline.point_label", values));
    }
    if (row.point === point) return;
    const before = row.point;
    row.point = point;
    if (before?.text !== point.text) drawText(row, point.text);
    if (before?.key !== point.key) setAttribute(row.extras, "data-point-key", point.key);
    if (before?.tags !== point.tags) drawTags(row, point.tags);
  }

  function makePoint(id) {
    const node = pointPattern.cloneNode(true);
    node.dataset.point = id;
    const text = node.querySelector("textarea");
    text.dataset.fieldId = id;
    const row = {
      node,
      text,
      number: node.querySelector(".outline-number"),
      cites: node.querySelector(".outline-cites"),
      tags: node.querySelector(".outline-tags"),
      extras: node.querySelector(".point-extras"),
    };
    rows.set(id, row);
    speak(node);
    return row;
  }

  function drawText(row, text) {
    if (row.text.value !== text) setValue(row.text, text);
    const count = citedNumbers(text).length;
    const key = count ? "outline.cites" : "outline.cites_nothing";
    setText(row.cites, text.trim() ? say(words, key, { count }) : "");
    row.cites.classList.toggle("is-missing", count === 0);
  }

  function drawTags(row, tags) {
    row.tags.replaceChildren(...tags.map((tag) => element("span", { class: "outline-tag" }, tag)));
    tagEditors.get(row.point.id)?.update(tags);
  }

  /** Forget rows whose point or group is no more; undo makes them again. */
  function removeGone(document) {
    const present = new Set([CORE, ...document.groups.map((group) => group.id)]);
    for (const { point } of places(document)) present.add(point.id);
    for (const drawn of [rows, sections]) {
      for (const [id, { node }] of drawn) {
        if (present.has(id)) continue;
        node.remove();
        drawn.delete(id);
        tagEditors.get(id)?.destroy();
        tagEditors.delete(id);
      }
    }
  }

  /** Open the tag editor of a point, or close it; returns whether it is open now. */
  function toggleTags(id) {
    const { node } = rows.get(id);
    const place = node.querySelector(".outline-tag-editor");
    const opens = place.hidden;
    place.hidden = !opens;
    setAttribute(node.querySelector("[data-act=tags]"), "aria-expanded", String(opens));
    if (opens) openTags(id, place);
    else closeTags(id, place);
    return opens;
  }

  function openTags(id, place) {
    const editor = mountPointTags(place, id);
    tagEditors.set(id, editor);
    editor.focus();
  }

  function closeTags(id, place) {
    tagEditors.get(id)?.destroy();
    tagEditors.delete(id);
    place.replaceChildren();
    rows.get(id).node.querySelector("[data-act=tags]").focus();
  }

  /** Put the caret into a field, and what holds it into view. */
  function focus({ id, field, start, end = start }) {
    if (id === CORE) return focusCore();
    if (field === "tags" && rows.has(id) && !tagEditors.has(id)) toggleTags(id);
    if (rows.has(id)) container.dispatchEvent(new Event("unfold"));
    const target = container.ownerDocument.querySelector(
      `[data-field-id="${CSS.escape(id)}"][data-field="${CSS.escape(field)}"]`,
    );
    if (!target) return false;
    target.focus({ preventScroll: true });
    if (start !== undefined && target.setSelectionRange) target.setSelectionRange(start, end);
    intoView(target.closest("[data-point], [data-group]:has(> header :focus)") ?? target);
    return true;
  }

  /** A core without points has no field; its first button stands for it. */
  function focusCore() {
    core.querySelector("[data-act=add-point]")?.focus();
    return true;
  }

  /** Show a row whole, clear of what sticks to the edges of the window. */
  function intoView(node) {
    node.scrollIntoView({ block: "nearest" });
  }

  return {
    render,
    focus,
    intoView,
    toggleTags,
    rowOf: (id) => rows.get(id)?.node,
    sectionOf: (id) => sections.get(id)?.node,
    fieldsInOrder: () => [...container.querySelectorAll("textarea[data-field-id]")],
  };
}

/** A field whose mirror makes it grow where the browser cannot do so by itself. */
function setValue(field, value) {
  field.value = value;
  mirror(field);
}

/** Repeat what a field holds beside it, so that both have the same height. */
export function mirror(field) {
  if (!growsByItself) field.parentNode.dataset.text = `${field.value} `;
}

const growsByItself = CSS.supports("field-sizing", "content");

/** Return a one-line text that wraps and grows. */
export function growingField(attributes) {
  const field = element("textarea", { rows: "1", autocomplete: "off", ...attributes });
  return element("div", { class: growsByItself ? "grow" : "grow is-mirrored" }, field);
}

function pointRow(words, isReadOnly) {
  return element(
    "li",
    { class: "outline-point" },
    handle(words, isReadOnly),
    element("span", { class: "outline-number", "aria-hidden": "true" }),
    element(
      "div",
      { class: "outline-body" },
      growingField({
        class: "outline-text",
        "data-field": "text",
        readonly: isReadOnly,
        placeholder: isReadOnly ? null : say(words, "outline.point_placeholder"),
      }),
      element(
        "div",
        { class: "outline-foot" },
        element("span", { class: "outline-cites" }),
        element("span", { class: "outline-tags" }),
        element("span", { class: "point-extras" }),
      ),
      element("div", { class: "outline-tag-editor", hidden: true }),
    ),
    isReadOnly ? "" : actions(words, "point"),
  );
}

function groupSection(words, isReadOnly) {
  return element(
    "section",
    { class: "outline-group", role: "group" },
    element(
      "header",
      { class: "outline-head" },
      handle(words, isReadOnly),
      element("span", { class: "outline-group-name" }),
      growingField({
        class: "outline-heading",
        "data-field": "heading",
        readonly: isReadOnly,
        placeholder: isReadOnly ? null : say(words, "outline.heading_placeholder"),
      }),
      element("span", { class: "outline-count" }),
      isReadOnly ? "" : actions(words, "group"),
    ),
    element("ol", { class: "outline-points" }),
    isReadOnly ? "" : addRow(words),
  );
}

function coreSection(words, isReadOnly) {
  return element(
    "section",
    { class: "outline-group outline-core", "data-group": CORE, "aria-labelledby": "outline-core" },
    element(
      "header",
      { class: "outline-head" },
      element("h3", { class: "outline-core-name", id: "outline-core" }, say(words, "outline.core")),
      element("span", { class: "outline-count" }),
    ),
    element("ol", { class: "outline-points" }),
    isReadOnly ? "" : addRow(words),
  );
}

function addRow(words) {
  return element(
    "div",
    { class: "outline-add" },
    button(say(words, "outline.add_point"), { class: "add-button", "data-act": "add-point" }),
    button(say(words, "outline.add_group"), { class: "add-button", "data-act": "add-group" }),
  );
}

function handle(words, isReadOnly) {
  if (isReadOnly) return element("span", { class: "outline-handle is-still", "aria-hidden": "true" });
  return element(
    "span",
    { class: "outline-handle", "data-drag": true, title: say(words, "outline.drag"), "aria-hidden": "true" },
    element("span", { class: "icon icon-grip" }),
  );
}

function actions(words, kind) {
  return element(
    "div",
    { class: "outline-actions" },
    kind === "point"
      ? iconButton("tag", say(words, "outline.tags"), { "data-act": "tags", "aria-expanded": "false" })
      : "",
    iconButton("up", say(words, `outline.${kind}_up`), { "data-act": "up" }),
    iconButton("down", say(words, `outline.${kind}_down`), { "data-act": "down" }),
    iconButton("delete", say(words, `outline.${kind}_delete`), { "data-act": "delete" }),
  );
}
