/** The facts of the article: title, publication, date, language and address. */

import { mountCompletion } from "./completion.js";
import { DOCUMENT } from "./document.js";
import { element, setText } from "./elements.js";
import { growingField, mirror } from "./outline.js";
import { say } from "./words.js";

const LANGUAGES = ["en", "zh-Hans", "zh-Hant", "ja", "ko", "fr", "de", "es", "ru", "ar", "pt"];

const asTyped = (value) => value;

const FACTS = [
  { name: "title", isLong: true, attributes: {} },
  { name: "publication", attributes: {} },
  {
    name: "published",
    attributes: { inputmode: "numeric", placeholder: "2025-11-04 22:06" },
    shown: (value) => value.replace("T", " "),
    read: readMoment,
    tidied: tidiedMoment,
  },
  { name: "language", attributes: { list: "fact-languages", autocapitalize: "off", spellcheck: "false" } },
  { name: "source_url", attributes: { inputmode: "url", spellcheck: "false", placeholder: "https://" } },
];

/** Draw the facts into `container` and keep them equal to the document. */
export function mountFacts(container, { store, words, urls, get, isReadOnly, announce }) {
  const inputs = new Map(FACTS.map((fact) => [fact.name, factInput(fact, isReadOnly)]));
  const languageName = element("span", { class: "fact-note", id: "fact-language-note" });

  for (const fact of FACTS) {
    const { field, node } = inputs.get(fact.name);
    const label = element("label", { for: field.id }, say(words, `outline.fact_${fact.name}`));
    const cell = element("div", { class: `fact fact-${fact.name}` }, label, node);
    if (fact.name === "language") {
      field.setAttribute("aria-describedby", languageName.id);
      cell.append(languageList(), languageName);
    }
    container.append(cell);
  }
  if (!isReadOnly) listen();

  /** The completion listens first: an Enter that takes a match is no other Enter. */
  function listen() {
    mountCompletion(inputs.get("publication").field, {
      words,
      announce,
      ask: async (query) => publicationsFor(query, { urls, get }),
    });
    for (const fact of FACTS) listenTo(fact, inputs.get(fact.name).field);
  }

  function listenTo(fact, field) {
    field.addEventListener("input", () => {
      if (fact.isLong) keepOneLine(field);
      write(fact, field, (fact.read ?? asTyped)(field.value));
    });
    field.addEventListener("change", () => {
      if (fact.tidied) write(fact, field, fact.tidied(field.value));
      field.value = (fact.shown ?? asTyped)(store.document[fact.name]);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
      // Enter in a fact must not send the whole form.
      event.preventDefault();
      const fields = [...inputs.values()].map((input) => input.field);
      fields[fields.indexOf(field) + 1]?.focus();
    });
  }

  function write(fact, field, value) {
    if (store.document[fact.name] === value) return;
    const label = say(words, "outline.fact_changed", { fact: say(words, `outline.fact_${fact.name}`) });
    const focus = { id: DOCUMENT, field: fact.name, start: field.selectionStart };
    const recipe = (draft) => {
      draft[fact.name] = value;
    };
    store.change(label, recipe, { merge: `fact:${fact.name}`, focus });
  }

  function render() {
    for (const fact of FACTS) {
      const { field } = inputs.get(fact.name);
      const value = store.document[fact.name];
      if ((fact.read ?? asTyped)(field.value) !== value) {
        field.value = (fact.shown ?? asTyped)(value);
      }
      if (fact.isLong) mirror(field);
    }
    setText(languageName, nameOfLanguage(store.document.language));
  }

  return { render };
}

function factInput({ name, isLong, attributes }, isReadOnly) {
  const given = {
    id: `fact-${name}`,
    class: "fact-input",
    "data-field-id": DOCUMENT,
    "data-field": name,
    readonly: isReadOnly,
    autocomplete: "off",
    ...(isReadOnly ? {} : attributes),
  };
  if (!isLong) {
    const field = element("input", { type: "text", ...given });
    return { field, node: field };
  }
  const node = growingField(given);
  return { field: node.firstChild, node };
}

/** A title is one line, whatever is dropped into it. */
function keepOneLine(field) {
  if (!field.value.includes("\n")) return;
  const caret = field.selectionStart;
  field.value = field.value.replace(/\s*\n\s*/g, " ");
  field.setSelectionRange(caret, caret);
}

async function publicationsFor(query, { urls, get }) {
  const answer = await get(`${urls.complete_publications}?q=${encodeURIComponent(query)}`);
  if (!answer.ok) return [];
  return answer.json.publications.map(({ name, native_name: nativeName, matched }) => ({
    value: name,
    label: name,
    note: [...new Set([nativeName, matched])].filter((other) => other && other !== name).join(" · "),
  }));
}

function languageList() {
  const options = LANGUAGES.map((tag) => element("option", { value: tag }, nameOfLanguage(tag)));
  return element("datalist", { id: "fact-languages" }, ...options);
}

const languageNames = new Intl.DisplayNames([document.documentElement.lang || "en"], {
  type: "language",
  fallback: "none",
});

function nameOfLanguage(tag) {
  try {
    return (tag && languageNames.of(tag)) ?? "";
  } catch {
    return "";
  }
}

/** Return a date as the document has it: `2025-11-04 22:06` has a T in it. */
function readMoment(typed) {
  return typed.trim().replace(/^(\d{4}-\d{2}-\d{2})\s+(\d{1,2}:)/, "$1T$2");
}

const MOMENT = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT]+(\d{1,2})[:：](\d{2}))?$/;

/** Return a date typed in another order of signs, such as 2025/11/4 or 2025年11月4日. */
function tidiedMoment(typed) {
  const found = MOMENT.exec(typed.trim());
  if (!found) return readMoment(typed);
  const [year, month, day, hour, minute] = found.slice(1).map((part) => part?.padStart(2, "0"));
  return `${year}-${month}-${day}${hour ? `T${hour}:${minute}` : ""}`;
}
