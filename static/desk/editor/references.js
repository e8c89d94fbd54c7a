/** The panel of references: each is one row; what is missing or not cited shows. */

import { arrange } from "./arrange.js";
import {
  MAX_NUMBER,
  citations,
  insertReference,
  isInOrder,
  missingNumbers,
  nextNumber,
  renumber,
  renumbering,
  sortReferences,
} from "./citations.js";
import { button, element, iconButton, setAttribute, setText } from "./elements.js";
import { growingField, mirror } from "./outline.js";
import { say } from "./words.js";

const FIELDS = ["locator", "quote", "url"];

/** Draw the panel into `container`; it follows the store by itself. */
export function mountReferences(container, { store, words, announce, confirm, limits = store.limits }) {
  const rows = new Map();
  const missingRows = new Map();
  const parts = createPanel(words);
  container.append(parts.root);
  parts.add.addEventListener("click", () => add(nextNumber(store.document)));
  parts.renumber.addEventListener("click", renumberAll);
  parts.list.addEventListener("input", onInput);
  parts.list.addEventListener("change", onNumber);
  parts.list.addEventListener("keydown", onKey);
  parts.list.addEventListener("click", onClick);

  let drawn = null;
  const stop = store.subscribe(render);
  render();

  // Drawing.

  function render() {
    const { document } = store;
    if (drawn && isSameFor(drawn, document)) return;
    drawn = document;
    const citing = citations(document);
    const missing = missingNumbers(document, citing);
    const nodes = [
      ...document.references.map((reference) => [reference.number, drawRow(reference, citing)]),
      ...missing.map((number) => [number, drawMissing(number, citing)]),
    ];
    arrange(parts.list, nodes.sort(([one], [other]) => one - other).map(([, node]) => node));
    forget(rows, new Set(document.references.map(({ id }) => id)));
    forget(missingRows, new Set(missing));
    drawCounts(document, citing, missing);
  }

  function drawRow(reference, citing) {
    const { id, number } = reference;
    if (!rows.has(id)) rows.set(id, createRow(id, words));
    const row = rows.get(id);
    const count = citing.get(number)?.length ?? 0;
    if (row.reference !== reference) {
      row.reference = reference;
      nameRow(row, number, words);
      for (const name of ["number", ...FIELDS]) setValue(row.fields[name], String(reference[name]));
      setText(row.problem, "");
      row.fields.number.removeAttribute("aria-invalid");
      drawLink(row.link, reference.url);
    }
    drawCitations(row, count);
    row.node.classList.toggle("is-uncited", count === 0);
    row.node.classList.toggle("is-empty", isEmpty(reference));
    setText(row.empty, isEmpty(reference) ? say(words, "references.empty") : "");
    return row.node;
  }

  function drawCitations({ cited, uncited }, count) {
    cited.hidden = count === 0;
    setText(cited, count ? say(words, "references.points", { count }) : "");
    setAttribute(cited, "aria-label", say(words, "references.cited_count", { count }));
    setText(uncited, count ? "" : say(words, "references.uncited"));
  }

  function drawMissing(number, citing) {
    if (!missingRows.has(number)) missingRows.set(number, { node: createMissingRow(number, words) });
    const { node } = missingRows.get(number);
    setText(
      node.querySelector(".reference-cited"),
      say(words, "references.cited_count", { count: citing.get(number).length }),
    );
    return node;
  }

  function drawCounts({ references }, citing, missing) {
    const counts = {
      missing: missing.length,
      uncited: references.filter(({ number }) => !citing.has(number)).length,
      empty: references.filter(isEmpty).length,
    };
    setText(parts.count, say(words, "references.count", { count: references.length }));
    for (const [name, count] of Object.entries(counts)) {
      setText(parts.badges[name], count ? say(words, `references.${name}_count`, { count }) : "");
    }
    parts.none.hidden = references.length + missing.length > 0;
    setAttribute(parts.renumber, "aria-disabled", String(isInOrder(store.document)));
    setText(parts.add, addLabel());
  }

  function addLabel() {
    const number = nextNumber(store.document);
    return number ? say(words, "references.add_missing", { number }) : say(words, "references.full");
  }

  // Editing.

  function onInput({ target }) {
    const { fieldId: id, field: name } = target.dataset;
    if (!FIELDS.includes(name)) return;
    const { number } = rows.get(id).reference;
    store.change(
      say(words, "references.change_edit", { number }),
      (draft) => {
        referenceIn(draft, id)[name] = target.value.replace(/\s*[\r\n]+\s*/g, " ");
      },
      { merge: `${name}:${id}`, focus: { id, field: name, start: target.selectionStart } },
    );
  }

  /** A number counts once it is whole; the row then takes its new place. */
  function onNumber({ target }) {
    const { fieldId: id, field: name } = target.dataset;
    if (name !== "number") return;
    const row = rows.get(id);
    const old = row.reference.number;
    const number = Number(target.value.normalize("NFKC").trim());
    const refusal = number === old ? "" : refusalOf(number);
    setText(row.problem, refusal);
    if (refusal) {
      target.setAttribute("aria-invalid", "true");
      announce(refusal);
      return;
    }
    target.removeAttribute("aria-invalid");
    target.value = String(number);
    if (number === old) return;
    store.change(
      say(words, "references.change_edit", { number: old }),
      (draft) => {
        referenceIn(draft, id).number = number;
        sortReferences(draft);
      },
      { focus: { id, field: "number" } },
    );
    announce(say(words, "references.number_changed", { old, number }));
  }

  function refusalOf(number) {
    if (!Number.isInteger(number) || number < 1 || number > MAX_NUMBER) {
      return say(words, "references.number_bad", { limit: MAX_NUMBER });
    }
    const isTaken = store.document.references.some((reference) => reference.number === number);
    return isTaken ? say(words, "references.number_taken", { number }) : "";
  }

  /** Enter in a reference must not send the form; in a number it is the end of it. */
  function onKey(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.dataset.field) return;
    event.preventDefault();
    if (event.target.dataset.field === "number") onNumber(event);
    else if (event.ctrlKey || event.metaKey) add(nextNumber(store.document));
  }

  function add(number) {
    if (!number) return;
    store.change(
      say(words, "references.change_add", { number }),
      (draft) => insertReference(draft, { number }),
      { focus: ({ id }) => ({ id, field: "locator" }) },
    );
    focusField(store.document.references.find((reference) => reference.number === number).id, "locator");
    announce(say(words, "references.added", { number }));
  }

  function onClick({ target }) {
    const act = target.closest("[data-reference-act]")?.dataset.referenceAct;
    const { reference, missing } = target.closest("li")?.dataset ?? {};
    if (act === "delete") remove(reference);
    if (act === "citing") goToCiting(rows.get(reference).reference.number);
    if (act === "add") add(Number(missing));
    if (act === "citing-missing") goToCiting(Number(missing));
  }

  /** Ask first where points cite it; what they say then rests on nothing. */
  async function remove(id) {
    const { number } = rows.get(id).reference;
    const count = citations(store.document).get(number)?.length ?? 0;
    if (count) {
      const question = say(words, "references.delete_cited", { count, number });
      const isMeant = await confirm(question, { action: say(words, "references.delete_confirm") });
      if (!isMeant) return;
    }
    const index = store.document.references.findIndex((reference) => reference.id === id);
    const { references } = store.document;
    const next = references[index + 1] ?? references[index - 1];
    store.change(
      say(words, "references.change_delete", { number }),
      (draft) => {
        draft.references.splice(index, 1);
      },
      { focus: next ? { id: next.id, field: "locator" } : null },
    );
    if (next) focusField(next.id, "locator");
    else parts.add.focus();
    announce(say(words, "references.deleted", { number }));
  }

  function renumberAll() {
    const plan = renumbering(store.document);
    if (isInOrder(store.document)) {
      tell("references.in_order");
    } else if ([...plan.texts.values()].some((text) => [...text].length > limits.statement)) {
      tell("references.renumber_too_long");
    } else {
      store.change(say(words, "references.change_renumber"), (draft) => renumber(draft, plan));
      tell("references.renumbered");
    }
  }

  function tell(key) {
    setText(parts.note, say(words, key));
    announce(say(words, key));
  }

  // Going elsewhere.

  const visited = new Map();

  /** Go to a point that cites the number; the next time to the one after it. */
  function goToCiting(number) {
    const citing = citations(store.document).get(number) ?? [];
    const index = ((visited.get(number) ?? -1) + 1) % citing.length;
    visited.set(number, index);
    focusField(citing[index], "text");
  }

  return {
    destroy() {
      stop();
      parts.root.remove();
    },
  };
}

function createPanel(words) {
  const badge = (name) => element("span", { class: `badge is-${name}` });
  const badges = { missing: badge("missing"), uncited: badge("uncited"), empty: badge("empty") };
  const count = element("span", { class: "reference-count" });
  const add = button("", { class: "add-button" });
  const renumberAll = button(say(words, "references.renumber"), { class: "tool-button" });
  const note = element("span", { class: "reference-note" });
  const list = element("ol", { class: "reference-list" });
  const none = element("p", { class: "reference-none" }, say(words, "references.none"));
  const title = element("h3", {}, say(words, "references.label"));
  const root = element(
    "div",
    { class: "references" },
    element(
      "header",
      { class: "reference-head" },
      ...[title, count, ...Object.values(badges), renumberAll],
    ),
    none,
    list,
    element("div", { class: "reference-foot" }, add, note),
  );
  return { root, count, badges, add, renumber: renumberAll, note, list, none };
}

function createRow(id, words) {
  const fields = createFields(id, words);
  const link = element(
    "a",
    { class: "reference-link", target: "_blank", rel: "noopener noreferrer", hidden: true },
    "↗",
  );
  const cited = button("", { class: "reference-cited", "data-reference-act": "citing" });
  const uncited = element("span", { class: "badge is-uncited" });
  const empty = element("span", { class: "badge is-empty" });
  const problem = element("span", {
    class: "field-problem is-error",
    id: fields.number.getAttribute("aria-describedby"),
  });
  const remove = iconButton("delete", "", { "data-reference-act": "delete" });
  const node = element(
    "li",
    { class: "reference", "data-reference": id },
    cell("number", words, fields.number),
    cell("locator", words, fields.locator),
    cell("quote", words, fields.quote.parentNode),
    cell("url", words, element("span", { class: "reference-address" }, fields.url, link)),
    cell("cited", words, element("div", { class: "reference-state" }, cited, uncited, empty)),
    remove,
    problem,
  );
  return { node, fields, link, cited, uncited, empty, problem, remove, reference: null };
}

function createFields(id, words) {
  const input = (name, attributes) =>
    element("input", {
      type: "text",
      autocomplete: "off",
      "data-field-id": id,
      "data-field": name,
      ...attributes,
    });
  return {
    number: input("number", {
      class: "reference-number",
      inputmode: "numeric",
      "aria-describedby": `${id}-number-problem`,
    }),
    locator: input("locator", { placeholder: say(words, "references.locator_hint") }),
    quote: growingField({ "data-field-id": id, "data-field": "quote" }).firstChild,
    url: input("url", { inputmode: "url", spellcheck: "false", placeholder: "https://" }),
  };
}

/** What a field is called stands over it; to whoever listens, in its own name. */
function cell(name, words, content) {
  const label = say(words, `references.${name}`);
  return element(
    "div",
    { class: `reference-cell is-${name}` },
    element("span", { class: "reference-label", "aria-hidden": "true" }, label),
    content,
  );
}

/** Say the number in all names of a row: ten fields called "Quote" tell nobody apart. */
function nameRow({ fields, link, remove }, number, words) {
  const name = say(words, "references.named", { number });
  for (const [field, input] of Object.entries(fields)) {
    setAttribute(input, "aria-label", `${name}, ${say(words, `references.${field}`)}`);
  }
  const opens = say(words, "references.open", { number });
  const deletes = say(words, "references.delete", { number });
  for (const [node, label] of [[link, opens], [remove, deletes]]) {
    setAttribute(node, "aria-label", label);
    setAttribute(node, "title", label);
  }
}

function createMissingRow(number, words) {
  return element(
    "li",
    { class: "reference is-missing", "data-missing": number },
    element("span", { class: "reference-number" }, String(number)),
    element("span", { class: "badge is-missing" }, say(words, "references.missing")),
    button("", { class: "reference-cited", "data-reference-act": "citing-missing" }),
    button(say(words, "references.add_missing", { number }), {
      class: "add-button",
      "data-reference-act": "add",
    }),
  );
}

function setValue(field, value) {
  if (field.value !== value) field.value = value;
  if (field.localName === "textarea") mirror(field);
}

/** Offer to open an address only where it is one. */
function drawLink(link, url) {
  const isAddress = /^https?:\/\/[^\s<>]+$/i.test(url);
  link.hidden = !isAddress;
  if (isAddress) setAttribute(link, "href", url);
  else link.removeAttribute("href");
}

function isEmpty({ locator, quote, url }) {
  return ![locator, quote, url].some((part) => part.trim());
}

function isSameFor(one, other) {
  return ["core", "groups", "references"].every((part) => one[part] === other[part]);
}

function forget(drawn, present) {
  for (const [key, { node }] of drawn) {
    if (present.has(key)) continue;
    node.remove();
    drawn.delete(key);
  }
}

function referenceIn(draft, id) {
  return draft.references.find((reference) => reference.id === id);
}

function focusField(id, name) {
  const field = document.querySelector(`[data-field-id="${CSS.escape(id)}"][data-field="${name}"]`);
  field?.focus();
}
