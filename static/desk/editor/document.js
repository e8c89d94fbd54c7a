/**
 * The document of the editor: the JSON form of a digest, where every group, point and
 * reference also has an `id` of its own, known to this page alone.
 *
 * The operations change a draft in place; the store hands out such drafts.
 */

/** The container of the points that stand in no group. */
export const CORE = "core";

/** The id under which the digest's own fields are known. */
export const DOCUMENT = "document";

let lastId = 0;

function newId(kind) {
  lastId += 1;
  return `${kind}${lastId}`;
}

export function newPoint({ key = "", text = "", tags = [] } = {}) {
  return { id: newId("p"), key, text, tags: [...tags] };
}

export function newGroup({ heading = "", points = [] } = {}) {
  return { id: newId("g"), heading, points: points.map(newPoint) };
}

export function newReference({ number, locator = "", quote = "", url = "" }) {
  return { id: newId("r"), number, locator, quote, url };
}

/** Return the document for a JSON form; what the form leaves out is empty. */
export function withIds(form = {}) {
  return {
    schema_version: form.schema_version ?? 1,
    title: form.title ?? "",
    language: form.language ?? "",
    publication: form.publication ?? "",
    published: form.published ?? "",
    source_url: form.source_url ?? "",
    core: (form.core ?? []).map(newPoint),
    groups: (form.groups ?? []).map(newGroup),
    references: (form.references ?? []).map(newReference),
    tags: [...(form.tags ?? [])],
  };
}

/** Return the JSON form: no ids, and nothing that says nothing. */
export function serialise(document) {
  return {
    ...document,
    core: serialisedPoints(document.core),
    groups: document.groups.filter(saysGroup).map((group) => ({
      heading: group.heading,
      points: serialisedPoints(group.points),
    })),
    references: document.references.map(({ id, ...reference }) => reference),
    tags: [...document.tags],
  };
}

function serialisedPoints(points) {
  return points.filter(saysPoint).map(({ id, ...point }) => point);
}

/** Whether a point is worth sending: it has words or tags. */
export function saysPoint(point) {
  return point.text.trim() !== "" || point.tags.length > 0;
}

/** Whether a group is worth sending: it has a heading or such a point. */
export function saysGroup(group) {
  return group.heading.trim() !== "" || group.points.some(saysPoint);
}

/** Whether nothing at all has been written yet. */
export function isEmpty(document) {
  return (
    !["title", "publication", "published", "source_url"].some((name) => document[name]) &&
    !document.core.some(saysPoint) &&
    !document.groups.some(saysGroup) &&
    document.references.length === 0 &&
    document.tags.length === 0
  );
}

/** Return a copy that can be changed freely; strings are shared, so this is cheap. */
export function clone(document) {
  return {
    ...document,
    core: document.core.map(clonePoint),
    groups: document.groups.map((group) => ({
      ...group,
      points: group.points.map(clonePoint),
    })),
    references: document.references.map((reference) => ({ ...reference })),
    tags: [...document.tags],
  };
}

function clonePoint(point) {
  return { ...point, tags: [...point.tags] };
}

/**
 * Return `next` with every part that equals its part in `previous` replaced by it, so
 * that "has this changed?" is one comparison for whoever draws it.
 */
export function settle(previous, next) {
  const points = new Map();
  for (const { point } of places(previous)) points.set(point.id, point);
  const groups = new Map(previous.groups.map((group) => [group.id, group]));
  const references = new Map(previous.references.map((item) => [item.id, item]));
  const settled = {
    ...next,
    core: settledList(previous.core, next.core, (point) => settledPoint(points, point)),
    groups: settledList(previous.groups, next.groups, (group) =>
      settledGroup(groups.get(group.id), points, group),
    ),
    references: settledList(previous.references, next.references, (reference) =>
      settledFlat(references.get(reference.id), reference),
    ),
    tags: settledList(previous.tags, next.tags, (tag) => tag),
  };
  return settledFlat(previous, settled);
}

function settledList(previous, next, settled) {
  const items = next.map(settled);
  return isSameList(previous, items) ? previous : items;
}

function settledPoint(points, point) {
  const before = points.get(point.id);
  if (!before) return point;
  const tags = isSameList(before.tags, point.tags) ? before.tags : point.tags;
  return settledFlat(before, { ...point, tags });
}

function settledGroup(before, points, group) {
  const list = settledList(before?.points ?? [], group.points, (point) =>
    settledPoint(points, point),
  );
  return settledFlat(before, { ...group, points: list });
}

function settledFlat(before, after) {
  if (!before) return after;
  return Object.keys(after).every((name) => before[name] === after[name])
    ? before
    : after;
}

function isSameList(one, other) {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** Yield every point in reading order with the list it stands in and its index there. */
export function* places(document) {
  for (const [index, point] of document.core.entries()) {
    yield { point, list: document.core, container: CORE, index };
  }
  for (const group of document.groups) {
    for (const [index, point] of group.points.entries()) {
      yield { point, list: group.points, container: group.id, index };
    }
  }
}

/** Return where the point `id` stands, or undefined. */
export function placeOf(document, id) {
  for (const place of places(document)) if (place.point.id === id) return place;
  return undefined;
}

/** Return the group `id`, or undefined. */
export function groupOf(document, id) {
  return document.groups.find((group) => group.id === id);
}

/** Return the list of points of a container: the core or a group. */
export function pointsOf(document, container) {
  return container === CORE ? document.core : groupOf(document, container)?.points;
}

export function insertPoint(draft, container, index, point = newPoint()) {
  pointsOf(draft, container).splice(index, 0, point);
  return point;
}

/** Take the point `id` out and return where it stood. */
export function removePoint(draft, id) {
  const place = placeOf(draft, id);
  place.list.splice(place.index, 1);
  return place;
}

/**
 * Move a point into `container`, so that it stands at `index` there once it has been
 * taken out of its old place.
 */
export function movePoint(draft, id, container, index) {
  const { point } = removePoint(draft, id);
  const list = pointsOf(draft, container);
  list.splice(Math.min(index, list.length), 0, point);
}

/** Return where a point goes by one step up or down, or undefined at either end. */
export function stepOf(document, id, step) {
  const { container, index, list } = placeOf(document, id);
  const target = index + step;
  if (target >= 0 && target < list.length) return { container, index: target };
  const containers = [CORE, ...document.groups.map((group) => group.id)];
  const next = containers[containers.indexOf(container) + step];
  if (!next) return undefined;
  return { container: next, index: step > 0 ? 0 : pointsOf(document, next).length };
}

/** Cut a point in two: the first keeps key and tags, the second is new. */
export function splitPoint(draft, id, start, end = start) {
  const { container, index, point } = placeOf(draft, id);
  const rest = newPoint({ text: point.text.slice(end).trimStart() });
  point.text = point.text.slice(0, start).trimEnd();
  return insertPoint(draft, container, index + 1, rest);
}

/** Join a point to the one before it; returns that one and where its old text ended. */
export function joinPoint(draft, id) {
  const { container, index, point } = removePoint(draft, id);
  const before = pointsOf(draft, container)[index - 1];
  const caret = before.text.length;
  before.text = joinedText(before.text, point.text);
  before.key ||= point.key;
  before.tags = [...new Set([...before.tags, ...point.tags])];
  return { before, caret };
}

/** Words are joined with a blank, Chinese, or what already has one, without. */
function joinedText(one, other) {
  const needsBlank =
    /[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]$/u.test(one) &&
    /^[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(other);
  return one + (needsBlank ? " " : "") + other;
}

export function insertGroup(draft, index, group = newGroup()) {
  draft.groups.splice(index, 0, group);
  return group;
}

/** Take the group `id` out, its points with it, and return where it stood. */
export function removeGroup(draft, id) {
  const index = draft.groups.findIndex((group) => group.id === id);
  const [group] = draft.groups.splice(index, 1);
  return { group, index };
}

export function moveGroup(draft, id, index) {
  const { group } = removeGroup(draft, id);
  draft.groups.splice(index, 0, group);
}
