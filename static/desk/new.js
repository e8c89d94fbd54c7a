/** The page “New from text”: previews by itself, takes dropped files, counts drafts. */

import { latest } from "./editor/ask.js";
import { boxOfCharacter } from "./editor/caret.js";
import { say } from "./editor/words.js";

const PAUSE_MS = 400;
const LONG_PAUSE_MS = 1500;
const LONG_TEXT = 200_000;

const form = document.getElementById("new-form");
const textarea = form.elements.text;
const files = form.elements.files;
const createButton = form.elements._create;
const summary = document.getElementById("new-summary");
const preview = document.getElementById("new-preview");
const leftOut = document.getElementById("new-left-out");
const { words, limits, preview: url } = JSON.parse(
  document.getElementById("new-settings").textContent,
);
const fresh = latest();
let timer = 0;
/** Files that the desk has not read yet. */
let given = [];
let isLeaving = false;

// Previewing.

function previewSoon() {
  clearTimeout(timer);
  timer = setTimeout(showPreview, textarea.value.length > LONG_TEXT ? LONG_PAUSE_MS : PAUSE_MS);
}

/** Ask the desk what it understands of the text, with the files given last below it. */
async function showPreview() {
  clearTimeout(timer);
  if (!isWithinLimits()) return;
  const body = new FormData(form);
  body.delete("files");
  for (const file of given) body.append("files", file);
  setBusy(true);
  const answer = await fresh((signal) => ask(body, signal));
  if (!answer) return;
  if (answer.trouble) tell([words[answer.trouble], given.length && words.again], "error");
  else show(answer.page);
  given = [];
  setBusy(false);
}

/** The text of files comes back with what was typed, so no more is typed meanwhile. */
function setBusy(isBusy) {
  if (isBusy) tell(words.reading);
  preview.setAttribute("aria-busy", isBusy);
  textarea.readOnly = isBusy && given.length > 0;
}

async function ask(body, signal) {
  try {
    const headers = { "X-CSRFToken": token() };
    const response = await fetch(url, { method: "POST", body, headers, signal });
    if (response.status === 403 || response.redirected) return { trouble: "refused" };
    if (!response.ok) return { trouble: "failed" };
    return { page: new DOMParser().parseFromString(await response.text(), "text/html") };
  } catch {
    return { trouble: "unreachable" };
  }
}

/** Return the token of today: logging in again in another tab has changed it. */
function token() {
  const field = form.elements.csrfmiddlewaretoken;
  field.value = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? field.value;
  return field.value;
}

function show(page) {
  const text = page.getElementById("new-text");
  if (text) textarea.value = JSON.parse(text.textContent);
  const notes = page.querySelector("[data-left-out]");
  if (notes) leftOut.replaceChildren(...notes.childNodes);
  const content = page.querySelector("[data-summary]");
  tell([text && !notes.querySelector("li") ? words.files : "", content.dataset.summary]);
  preview.replaceChildren(content);
  countDrafts();
}

function tell(message, kind = "") {
  summary.textContent = [message].flat().filter(Boolean).join(" ");
  summary.className = kind;
}

function isWithinLimits() {
  const isTooMuch = new Blob([textarea.value.replaceAll("\n", "\r\n")]).size > limits.text;
  const isTooMany = given.length > limits.files;
  if (isTooMuch) tell(say(words, "too_much", { most: limits.text.toLocaleString() }), "error");
  if (isTooMany) tell(say(words, "too_many", { most: limits.files }), "error");
  if (isTooMany) given = [];
  return !isTooMuch && !isTooMany;
}

// Files.

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

function takeFiles(list) {
  given.push(...list);
  if (given.length) showPreview();
}

function watchDrops() {
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    form.classList.toggle("is-dropping", depth > 0);
  };
  document.addEventListener("dragenter", (event) => carriesFiles(event) && mark(1));
  document.addEventListener("dragleave", (event) => carriesFiles(event) && mark(-1));
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    mark(-depth);
    if (!carriesFiles(event)) return;
    event.preventDefault();
    takeFiles(event.dataTransfer.files);
  });
}

// Choosing and making.

function countDrafts() {
  const chosen = (name) => preview.querySelectorAll(`input[name=${name}]:checked`).length;
  createButton.textContent = buttonWords(chosen("_take"), chosen("_update"));
}

function buttonWords(create, update) {
  if (create && update) return say(words, "both", { create, update });
  if (update) return say(words, "update", { count: update });
  return create ? say(words, "create", { count: create }) : words.none;
}

function leave(event) {
  if (event.submitter !== createButton) return;
  if (isLeaving || !isWithinLimits()) {
    event.preventDefault();
    return;
  }
  token();
  isLeaving = true;
  tell(words.making);
}

/** A page that the browser took up again, by “back”, can be sent again. */
function stay() {
  isLeaving = false;
}

function warnBeforeLeaving(event) {
  if (!isLeaving && textarea.value.trim()) event.preventDefault();
}

// Going to a problem.

function goToProblem(event) {
  const link = event.target.closest("a[data-line]");
  if (!link) return;
  event.preventDefault();
  const [start, end] = placeOf(link.dataset);
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(start, end);
  scrollTo(start);
}

/** Return where the characters concerned begin and end; the whole line without them. */
function placeOf({ line, column, quote }) {
  const lines = textarea.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const text = lines[line - 1] ?? "";
  const words_ = quote?.replace(/…$/, "");
  const at = words_ ? text.indexOf(words_, Math.max(0, (column || 1) - 1)) : -1;
  return at < 0 ? [start, start + text.length] : [start + at, start + at + words_.length];
}

function scrollTo(index) {
  const field = textarea.getBoundingClientRect();
  const { top } = boxOfCharacter(textarea, index);
  textarea.scrollTop += top - field.top - textarea.clientHeight / 3;
  textarea.scrollIntoView({ block: "nearest" });
}

textarea.addEventListener("input", previewSoon);
files.addEventListener("change", () => {
  takeFiles(files.files);
  files.value = "";
});
preview.addEventListener("change", countDrafts);
document.addEventListener("click", goToProblem);
form.addEventListener("submit", leave);
addEventListener("pageshow", stay);
addEventListener("beforeunload", warnBeforeLeaving);
watchDrops();
form.classList.add("is-scripted");
form.querySelector(".new-drop-help").hidden = false;
countDrafts();
// What the browser kept in the text area over a reload has no preview yet.
if (textarea.value.trim() && !preview.querySelector("article")) previewSoon();
