/** The digest as text: the form's own text area, and the ways there and back. */

import { places as placesOf, withIds } from "./document.js";
import { ask as askInDialog } from "./dialogs.js";
import { button, element } from "./elements.js";
import { say } from "./words.js";

/** Let the editor change between the outline and the text in `textarea`. */
export function createTextMode({ textarea, places, store, words, urls, post, announce }) {
  const problems = element("ul", { class: "text-problems", role: "alert" });
  places.text.append(problems);
  let isText = false;
  let isAsking = false;
  let written = null;

  /** Begin with the outline; with the text where that is no digest, for these reasons. */
  function begin(found) {
    if (found) open(textarea.value, found);
    else show(false);
  }

  function show(shown) {
    isText = shown;
    textarea.hidden = !isText;
    places.show(isText);
  }

  /** Show a text, and what reading it found. */
  function open(text, found = []) {
    textarea.value = text;
    drawProblems(found);
    show(true);
  }

  async function toText() {
    const answer = await ask(urls.write, JSON.stringify(store.serialised()));
    if (!answer) return;
    if (!answer.text) return announce(say(words, "outline.not_written"));
    written = answer.text;
    open(answer.text);
    textarea.focus({ preventScroll: true });
    textarea.setSelectionRange(0, 0);
    places.text.scrollIntoView({ block: "nearest" });
    announce(say(words, "outline.is_text"));
  }

  async function toOutline() {
    if (textarea.value === written) return leave();
    const answer = await ask(urls.read, textarea.value);
    if (!answer) return undefined;
    const errors = answer.problems.filter((problem) => problem.severity === "error");
    const [form, another] = answer.digests;
    const count = answer.digests.length;
    if (another) errors.push({ message: say(words, "outline.several_digests", { count }) });
    if (!form || errors.length) return refuse(errors);
    const warnings = answer.problems;
    if (warnings.length && !(await accept(warnings))) return textarea.focus();
    const recipe = (draft) => Object.assign(draft, adopted(store.document, withIds(form)));
    store.change(say(words, "outline.edited_as_text"), recipe);
    return leave();
  }

  /** Go back; the button that led here takes the focus from the one that is gone. */
  function leave() {
    close();
    places.tools.focusAsText();
  }

  /** What was guessed or dropped in reading is seen before the text is gone. */
  async function accept(warnings) {
    const choice = await askInDialog(places.text.parentElement, {
      title: say(words, "outline.read_with_warnings", { count: warnings.length }),
      body: [problemList(words, warnings)],
      choices: [
        { value: "yes", label: say(words, "outline.to_outline"), isDefault: true },
        { value: "", label: say(words, "outline.stay_in_text") },
      ],
    });
    return choice === "yes";
  }

  function refuse(errors) {
    drawProblems(errors);
    announce(say(words, "outline.not_read"));
    textarea.focus({ preventScroll: true });
    places.text.scrollIntoView({ block: "start" });
  }

  function close() {
    drawProblems([]);
    show(false);
    announce(say(words, "outline.is_outline"));
  }

  /** Ask once at a time; undefined where no answer came. */
  async function ask(url, text) {
    if (isAsking) return undefined;
    isAsking = true;
    const answer = await post(url, { text });
    isAsking = false;
    if (answer.json?.problems) {
      places.tools.showTrouble("");
      return answer.json;
    }
    const key = { 0: "outline.offline", 403: "outline.forbidden" }[answer.status] ?? "outline.failed";
    places.tools.showTrouble(key);
    announce(say(words, key));
    return undefined;
  }

  function drawProblems(found) {
    problems.replaceChildren(...found.map(problemItem));
  }

  function problemItem(problem) {
    const message = problemWords(words, problem);
    if (!problem.line) return element("li", {}, message);
    const jump = button(message, { class: "problem-link" });
    jump.addEventListener("click", () => selectLine(problem.line));
    return element("li", {}, jump);
  }

  function selectLine(number) {
    const lines = textarea.value.split("\n");
    const start = lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0);
    textarea.focus();
    textarea.setSelectionRange(start, start + (lines[number - 1] ?? "").length);
  }

  return {
    toText,
    toOutline,
    begin,
    open,
    close,
    get isText() {
      return isText;
    },
    /** Whether the text says something that the outline does not. */
    get isEdited() {
      return isText && textarea.value !== written;
    },
  };
}

/** Return a list of problems in words. */
export function problemList(words, problems) {
  const items = problems.map((problem) =>
    element("li", { class: `is-${problem.severity}` }, problemWords(words, problem)),
  );
  return element("ul", { class: "paste-problems" }, ...items);
}

/** Return a problem in words, with its line. */
function problemWords(words, { line, message, text }) {
  const place = line ? `${say(words, "outline.line", { line })} ` : "";
  const quote = text && !message.includes(text) ? ` “${text.slice(0, 80)}”` : "";
  return `${place}${message}${quote}`;
}

/**
 * Return `next` with the ids of those points and groups that `previous` has already, so
 * that rows stay the same rows.
 */
export function adopted(previous, next) {
  const points = idsOf(pointsIn(previous), pointMarks);
  const groups = idsOf(previous.groups, groupMarks);
  for (const point of pointsIn(next)) adopt(point, points, pointMarks);
  for (const group of next.groups) adopt(group, groups, groupMarks);
  const references = idsOf(previous.references, referenceMarks);
  for (const reference of next.references) adopt(reference, references, referenceMarks);
  return next;
}

function pointsIn(document) {
  return [...placesOf(document)].map(({ point }) => point);
}

const pointMarks = ({ key, text }) => [key && `#${key}`, `=${text.trim()}`];
const groupMarks = ({ heading }) => [`=${heading.trim()}`];
const referenceMarks = ({ number }) => [`=${number}`];

function idsOf(items, marksOf) {
  const ids = new Map();
  for (const item of items) {
    for (const mark of marksOf(item).filter(Boolean)) if (!ids.has(mark)) ids.set(mark, item.id);
  }
  return ids;
}

/** Give an item the id that one of its marks had; each id is given once. */
function adopt(item, ids, marksOf) {
  const marks = marksOf(item).filter(Boolean);
  const id = marks.map((mark) => ids.get(mark)).find(Boolean);
  if (!id) return;
  item.id = id;
  for (const [mark, other] of ids) if (other === id) ids.delete(mark);
}
