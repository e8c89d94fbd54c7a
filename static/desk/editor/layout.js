/** The places of the editor's parts on the page, and the tool bar over them. */

import { button, element, iconButton, setText } from "./elements.js";
import { keyboardHelp } from "./keyboard.js";
import { say } from "./words.js";

/** Lay out the editor in `root`; returns the place of each part, and the tools. */
export function createPlaces(root, { words, isReadOnly }) {
  const banner = element("div");
  const problems = element("div", { class: "editor-problems" });
  const facts = element("section", {
    class: "editor-facts",
    "aria-label": say(words, "outline.facts"),
  });
  const tags = element("div");
  const suggestions = element("div", { class: "editor-suggestions" });
  const outline = element("div", { class: "outline" });
  const references = element("div");
  const preview = element("div", { class: "editor-preview" });
  const text = element("div", { class: "editor-text", hidden: true });
  const part = (name, ...places) => partOf(name, places, { words, isReadOnly });
  const main = element(
    "div",
    { class: "editor-main" },
    facts,
    part("digest_tags", tags, suggestions),
    outline,
    part("references", references),
  );
  const columns = element("div", { class: "editor-columns" }, problems, preview, main);
  const tools = createTools(outline, { words, isReadOnly });
  root.prepend(banner, tools.bar, columns, text);
  root.append(tools.dialog);

  function show(isText) {
    columns.hidden = isText;
    text.hidden = !isText;
    tools.bar.classList.toggle("is-text", isText);
  }

  return { banner, problems, facts, tags, suggestions, outline, references, preview, text, tools, show };
}

/** A part that others fill; what is in it cannot be used where nothing may be changed. */
function partOf(name, places, { words, isReadOnly }) {
  return element(
    "section",
    { class: `editor-part editor-${name}`, "aria-label": say(words, `outline.${name}`) },
    element("fieldset", { class: "editor-bare", disabled: isReadOnly }, ...places),
  );
}

function createTools(outline, { words, isReadOnly }) {
  const undo = iconButton("undo", say(words, "outline.undo"), { "aria-keyshortcuts": "Control+Z" });
  const redo = iconButton("redo", say(words, "outline.redo"), {
    "aria-keyshortcuts": "Control+Shift+Z",
  });
  const asText = button(say(words, "outline.to_text"), { class: "tool-button" });
  const asOutline = button(say(words, "outline.to_outline"), { class: "tool-button as-outline" });
  const headings = headingsToggle(outline, words);
  const help = keyboardHelp(words);
  const status = element("span", { class: "editor-status" });
  const trouble = element("span", { class: "editor-trouble" });
  const bar = element(
    "div",
    { class: "editor-tools", role: "group", "aria-label": say(words, "outline.tools") },
    ...(isReadOnly ? [headings] : [undo, redo, headings, asText, asOutline, help.opener]),
    status,
    trouble,
  );

  /** Say which step each of the two would take; a button that can do nothing says so. */
  function drawSteps({ canUndo, canRedo, undoLabel, redoLabel }) {
    drawStep(undo, canUndo, [say(words, "outline.undo"), undoLabel]);
    drawStep(redo, canRedo, [say(words, "outline.redo"), redoLabel]);
  }

  return {
    bar,
    dialog: help.dialog,
    drawSteps,
    showStatus: (key, values) => setText(status, say(words, key, values)),
    focusAsText: () => asText.focus({ preventScroll: true }),
    /** Say why the server does not help, until it does again (""). */
    showTrouble: (key) => setText(trouble, key && say(words, key)),
    bind({ actions, textMode }) {
      undo.addEventListener("click", actions.undo);
      redo.addEventListener("click", actions.redo);
      asText.addEventListener("click", textMode.toText);
      asOutline.addEventListener("click", textMode.toOutline);
    },
  };
}

function drawStep(control, isPossible, labels) {
  control.setAttribute("aria-disabled", String(!isPossible));
  control.title = labels.filter(Boolean).join(": ");
}

/** Shows the headings alone; whoever goes into a point sees all again. */
function headingsToggle(outline, words) {
  const toggle = button(say(words, "outline.headings_only"), { class: "tool-button" });
  const fold = (isFolded) => {
    outline.classList.toggle("is-folded", isFolded);
    toggle.setAttribute("aria-pressed", String(isFolded));
  };
  fold(false);
  toggle.addEventListener("click", () => fold(!outline.classList.contains("is-folded")));
  outline.addEventListener("unfold", () => fold(false));
  return toggle;
}
