/** What is wrong: in a summary that leads there, and at the fields themselves. */

import { latest } from "./ask.js";
import { button, element, setAttribute, setText } from "./elements.js";
import { createMarks } from "./marks.js";
import { idAt } from "./store.js";
import { say } from "./words.js";

const WAIT_MS = 600;
const SHOWN_AT_FIRST = 20;

/**
 * Draw the summary into `container`, first with the problems the page came with, then
 * with what the desk finds when typing stops. `focusOn({id, field})` leads to a field.
 */
export function mountProblems(container, options) {
  const { store, urls, post, words, initial, articleId, announce, focusOn, isReadOnly } = options;
  const fresh = latest();
  const marks = createMarks({ words, isNew: !articleId });
  const parts = createSummary(words);
  container.append(parts.root);
  parts.toggle.addEventListener("click", () => open(parts.list.hidden));
  parts.list.addEventListener("click", onClick);
  let problems = [];
  let isWhole = false;
  let timer = 0;

  show(initial, store.document);
  open(countOf("error") > 0);
  const stop = isReadOnly ? () => {} : store.subscribe(checkLater);

  function checkLater() {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT_MS);
  }

  /** Ask for all that is wrong now; a place is a place in what was sent. */
  async function check() {
    const { document } = store;
    const text = JSON.stringify(store.serialised());
    parts.root.classList.add("is-checking");
    const answer = await fresh((signal) => post(urls.check, { text, article: articleId }, { signal }));
    if (!answer) return;
    parts.root.classList.remove("is-checking");
    setText(parts.status, answer.trouble ? say(words, answer.trouble) : "");
    if (answer.trouble) announce(say(words, answer.trouble));
    if (answer.json?.problems) show(answer.json.problems, document);
  }

  function show(found, document) {
    const before = countOf("error");
    problems = found.map((problem) => ({
      ...problem,
      target: targetOf(problem.path, document),
      place: placeIn(problem, document, words),
    }));
    drawSummary();
    drawList();
    marks.show(problems);
    if (countOf("error") !== before) announce(said());
  }

  function countOf(severity) {
    return problems.filter((problem) => problem.severity === severity).length;
  }

  function drawSummary() {
    for (const severity of ["error", "warning"]) {
      const count = countOf(severity);
      setText(parts.counts[severity], count ? say(words, `problems.${severity}s`, { count }) : "");
    }
    setText(parts.none, problems.length ? "" : say(words, "problems.none"));
    parts.toggle.disabled = problems.length === 0;
    if (!problems.length) open(false);
  }

  /** Return the counts as they stand in the summary. */
  function said() {
    return [...parts.toggle.children].map((part) => part.textContent).filter(Boolean).join(", ");
  }

  /** While the list is open it keeps its height, so that nothing below it moves. */
  function open(isOpen) {
    parts.list.style.blockSize = "";
    parts.list.hidden = !isOpen;
    setAttribute(parts.toggle, "aria-expanded", String(isOpen));
    if (isOpen) parts.list.style.blockSize = `${parts.list.offsetHeight}px`;
  }

  function drawList() {
    const shown = isWhole ? problems : problems.slice(0, SHOWN_AT_FIRST);
    const items = shown.map((problem, index) => item(problem, { index, words }));
    const rest = problems.length - shown.length;
    const more = button(say(words, "problems.more", { count: rest }), { class: "problems-more" });
    if (rest) items.push(element("li", {}, more));
    replaceChanged(parts.list, items);
  }

  function onClick({ target }) {
    if (target.closest(".problems-more")) {
      isWhole = true;
      drawList();
      parts.list.children[SHOWN_AT_FIRST].querySelector("button")?.focus();
      return;
    }
    const index = target.closest("[data-problem]")?.dataset.problem;
    if (index !== undefined) goTo(problems[index].target);
  }

  function goTo(target) {
    if (target.field === "references") {
      document.querySelector(".reference.is-missing button, .references .add-button")?.focus();
    } else {
      focusOn(target);
    }
  }

  return {
    check,
    destroy() {
      clearTimeout(timer);
      stop();
      marks.show([]);
      parts.root.remove();
    },
  };
}

/** Return the field of a path, or null; what has none of its own belongs to another. */
function targetOf(path, document) {
  if (!path || path === "points") return null;
  if (path === "core") return { id: "core", field: "text" };
  const target = idAt(document, path);
  return /^references\[\d+\]$/.test(path) ? { ...target, field: "locator" } : target;
}

function createSummary(words) {
  const count = (severity) => element("span", { class: `severity is-${severity}` });
  const counts = { error: count("error"), warning: count("warning") };
  const none = element("span", { class: "severity is-none" });
  const list = element("ol", { class: "problem-list", id: "problem-list", hidden: true });
  const toggle = button("", {
    class: "problems-toggle",
    "aria-expanded": "false",
    "aria-controls": list.id,
  });
  toggle.append(counts.error, counts.warning, none);
  const checking = element(
    "span",
    { class: "problems-checking", "aria-hidden": "true" },
    say(words, "problems.checking"),
  );
  const status = element("span", { class: "problems-status" });
  const head = element("div", { class: "problems-head" }, toggle, checking, status);
  const root = element(
    "section",
    { class: "problems", "aria-label": say(words, "problems.label") },
    head,
    list,
  );
  return { root, toggle, counts, none, list, status };
}

function item(problem, { index, words }) {
  const { severity, message, target, place, link } = problem;
  const said = [
    element("span", { class: `severity is-${severity}` }, say(words, `problems.${severity}`)),
    place ? element("span", { class: "problem-place" }, place) : "",
    element("span", { class: "problem-message" }, message),
  ];
  const line = target
    ? element("button", { type: "button", class: "problem-jump", "data-problem": index }, ...said)
    : element("span", { class: "problem-still" }, ...said);
  const see = link ? element("a", { href: link, target: "_blank" }, say(words, "problems.see")) : "";
  return element("li", { class: "problem" }, line, see);
}

const NAMES = {
  core: /^core\[(?<point>\d+)\]/,
  point: /^groups\[(?<group>\d+)\]\.points\[(?<point>\d+)\]/,
  group: /^groups\[(?<group>\d+)\]/,
};
const REFERENCE = /^references\[(\d+)\]/;
const OF_THE_DIGEST = ["title", "publication", "published", "language", "source_url", "tags", "references"];

/** Return the place of a problem as an editor counts it, from 1. */
function placeIn({ path, line }, document, words) {
  if (line) return say(words, "problems.line", { line });
  for (const [name, pattern] of Object.entries(NAMES)) {
    const found = pattern.exec(path)?.groups;
    if (found) return say(words, `problems.${name}`, fromOne(found));
  }
  const number = document.references[REFERENCE.exec(path)?.[1]]?.number;
  if (number) return say(words, "problems.reference", { number });
  const field = OF_THE_DIGEST.find((name) => path.startsWith(name));
  return field ? say(words, `problems.${field}`) : "";
}

function fromOne(indexes) {
  return Object.fromEntries(Object.entries(indexes).map(([name, index]) => [name, Number(index) + 1]));
}

/** Put the items in place of those that differ, so that a focused one stays. */
function replaceChanged(list, items) {
  items.forEach((node, index) => {
    const old = list.children[index];
    if (!old) list.append(node);
    else if (!old.isEqualNode(node)) old.replaceWith(node);
  });
  while (list.children.length > items.length) list.lastChild.remove();
}
