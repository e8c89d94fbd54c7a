/**
 * Pasting several lines, or a whole digest, into a field of the editor: the server reads
 * the text, the editor sees what was understood, and chooses.
 */

import { rewritten } from "./citations.js";
import { CORE, isEmpty, newReference, placeOf, pointsOf, saysPoint, withIds } from "./document.js";
import { ask } from "./dialogs.js";
import { element } from "./elements.js";
import { adopted, problemList } from "./textmode.js";
import { say } from "./words.js";

const BULLET = /^\s*(?:[-*•–—·]\s+|\d{1,3}[.)、．]\s*)/;
const DIGEST = /core\s+(?:view|insight)|核心(?:观点|要点)|\bgroup\s+\d+\s*[:：-]/i;
const MOST_SHOWN = 200;

/** Let what is pasted into the fields of `root` be read. */
export function listenToPastes(root, { store, words, urls, post, actions, outline, announce }) {
  root.addEventListener("paste", (event) => {
    const field = event.target.closest("[data-field-id]");
    if (!field || field.readOnly || !takesPaste(field)) return;
    const text = event.clipboardData.getData("text/plain");
    if (!text.trim()) return;
    if (isWorthReading(text)) {
      event.preventDefault();
      offer(field, text);
    } else if (/[\r\n]/.test(text)) {
      event.preventDefault();
      insertText(field, text);
    }
  });

  async function offer(field, text) {
    const place = placeOfField(field);
    const { selectionStart: start, selectionEnd: end } = field;
    const read = await readText(text);
    const isBlank = isEmpty(store.document);
    const choice = await ask(root, {
      title: titleOf(read),
      body: bodyOf(read),
      choices: choicesOf(read, isBlank),
    });
    if (choice === "insert") insert(place, read);
    else if (choice === "replace") replaceAll(read);
    else {
      // The dialog took the focus, and with it the selection.
      field.focus();
      field.setSelectionRange(start, end);
      if (choice === "plain") insertText(field, text);
    }
  }

  /** Return what the text holds; its lines alone where it is no digest. */
  async function readText(text) {
    const answer = await post(urls.read, { text });
    const { digests = [], problems = [] } = answer.json ?? {};
    if (digests.length) return { form: digests[0], problems, count: digests.length };
    const lines = linesOf(text);
    const core = lines.map((line) => ({ text: line }));
    return { form: { core }, problems: [], count: 0, isOffline: !answer.ok };
  }

  // Where it goes.

  function placeOfField(field) {
    const { fieldId: id, field: name } = field.dataset;
    if (name === "heading") return { container: id, index: 0 };
    const { core } = store.document;
    const end = { container: CORE, index: core.length - 1, point: core.at(-1) };
    const { container, index, point } = placeOf(store.document, id) ?? end;
    return !point || saysPoint(point) ? { container, index: index + 1 } : { container, index, blank: id };
  }

  function insert({ container, index, blank }, { form }) {
    const { points, groups, references } = fitting(form);
    const list = pointsOf(store.document, container);
    const isThere = list?.[index]?.id === blank;
    actions.insertRead(list ? container : CORE, Math.min(index, list?.length ?? 0), {
      points,
      groups,
      references,
      blank: isThere ? blank : undefined,
    });
  }

  /**
   * Return what of a digest goes into this one. A group without a heading is no group
   * of its own here; a reference whose number means another passage gets a free one.
   */
  function fitting(form) {
    const { core = [], groups = [], references = [] } = form;
    const newOf = freeNumbers(references);
    const fittingPoint = (point) => ({
      ...point,
      // A key belongs to one point of the digest: what is pasted has none yet.
      key: "",
      text: rewritten(point.text, newOf),
    });
    const free = groups.filter((group) => !group.heading);
    return {
      points: [...core, ...free.flatMap((group) => group.points)].map(fittingPoint),
      groups: groups
        .filter((group) => group.heading)
        .map((group) => ({ ...group, points: group.points.map(fittingPoint) })),
      references: references
        .map((reference) => ({ ...reference, number: newOf.get(reference.number) ?? reference.number }))
        .filter(({ number }) => !referenceHere(number))
        .map(newReference),
    };
  }

  function freeNumbers(references) {
    const taken = new Set([...store.document.references, ...references].map(({ number }) => number));
    const newOf = new Map();
    let next = 1;
    for (const { number } of references.filter(isClash)) {
      while (taken.has(next)) next += 1;
      taken.add(next);
      newOf.set(number, next);
    }
    return newOf;
  }

  /** Whether a number means another passage in this digest already. */
  function isClash(reference) {
    const here = referenceHere(reference.number);
    const parts = ["locator", "quote", "url"];
    return Boolean(here) && parts.some((part) => reference[part] && reference[part] !== here[part]);
  }

  function referenceHere(number) {
    return store.document.references.find((reference) => reference.number === number);
  }

  function replaceAll({ form }) {
    const next = withIds(form);
    store.change(say(words, "outline.replaced"), (draft) => {
      const facts = ["title", "language", "publication", "published", "source_url"];
      for (const name of facts) next[name] ||= draft[name];
      Object.assign(draft, adopted(store.document, next));
    });
    const [first] = store.document.core.concat(store.document.groups.flatMap((group) => group.points));
    if (first) outline.focus({ id: first.id, field: "text", start: first.text.length });
    announce(say(words, "outline.replaced"));
  }

  /** Type the text into the field, its line breaks as blanks. */
  function insertText(field, text) {
    const line = text.replace(/\s*[\r\n]+\s*/g, " ").trim();
    field.setRangeText(line, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }

  // What is shown.

  function titleOf({ form, count }) {
    if (count) return say(words, "outline.paste_digest");
    return say(words, "outline.paste_lines", { count: form.core.length });
  }

  function bodyOf({ form, problems, count, isOffline }) {
    const body = [];
    if (isOffline) body.push(note(say(words, "outline.paste_offline")));
    if (count > 1) body.push(note(say(words, "outline.paste_several", { count })));
    if (count) body.push(element("p", { class: "paste-facts" }, factsOf(form)));
    const clashes = (form.references ?? []).filter(isClash).map(({ number }) => `[${number}]`);
    if (clashes.length) {
      const values = { count: clashes.length, numbers: clashes.join(" ") };
      body.push(note(say(words, "outline.paste_clashes", values)));
    }
    if (problems.length) body.push(problemList(words, problems));
    return [...body, preview(form)];
  }

  function factsOf(form) {
    const { core = [], groups = [], references = [], tags = [] } = form;
    const points = core.length + groups.reduce((sum, group) => sum + group.points.length, 0);
    return [
      form.title,
      [form.publication, form.published?.replace("T", " ")].filter(Boolean).join(" · "),
      say(words, "outline.count", { count: points }),
      say(words, "outline.count_groups", { count: groups.length }),
      references.length ? say(words, "outline.count_references", { count: references.length }) : "",
      tags.join(", "),
    ]
      .filter(Boolean)
      .join(" — ");
  }

  function preview(form) {
    const { core = [], groups = [] } = form;
    const shown = [pointList(core)];
    for (const group of groups) {
      if (group.heading) shown.push(element("h3", {}, group.heading));
      shown.push(pointList(group.points));
    }
    const label = say(words, "outline.paste_preview");
    const attributes = { class: "paste-preview", role: "group", "aria-label": label, tabindex: "0" };
    return element("div", attributes, ...shown);
  }

  function pointList(points) {
    const items = points.slice(0, MOST_SHOWN).map(({ text }) => element("li", {}, text));
    if (points.length > MOST_SHOWN) items.push(element("li", {}, "…"));
    return element("ol", {}, ...items);
  }

  function choicesOf({ count }, isBlank) {
    const insertion = { value: "insert", label: say(words, "outline.paste_insert") };
    const replace = {
      value: "replace",
      label: say(words, isBlank ? "outline.paste_fill" : "outline.paste_replace"),
    };
    const main = isBlank && count ? [replace, insertion] : count ? [insertion, replace] : [insertion];
    main[0].isDefault = true;
    return [
      ...main,
      { value: "plain", label: say(words, "outline.paste_plain") },
      { value: "", label: say(words, "outline.cancel") },
    ];
  }
}

function note(text) {
  return element("p", { class: "paste-note" }, text);
}

/** Several lines with words in them, or one that looks like a whole digest. */
function isWorthReading(text) {
  return linesOf(text).length > 1 || (text.length > 80 && DIGEST.test(text) && /\s[-•]\s/.test(text));
}

function takesPaste({ dataset }) {
  return ["text", "heading", "title"].includes(dataset.field);
}

/** Return the lines that say something, without bullets and numbers before them. */
function linesOf(text) {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.replace(BULLET, "").trim())
    .filter(Boolean);
}
