import { current, items, linkOf, subject } from "./page.js";
import { toggle } from "./saving.js";

const settings = document.getElementById("reading");
const help = document.getElementById("keys");

function move(step) {
  const all = items();
  let place = all.indexOf(current());
  if (place < 0) {
    // From nowhere: forth to the first item in sight, back to the one before it.
    place = all.findIndex((item) => item.getBoundingClientRect().bottom > 0);
    if (place < 0) place = all.length;
    if (step > 0) place -= 1;
  }
  const item = all[place + step];
  if (!item) return;
  linkOf(item).focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
}

const linked = (rel) => document.querySelector(`main a[rel=${rel}]`);

function explain() {
  settings.hidePopover();
  help.showModal();
}

const DOES = {
  "/": () => document.querySelector(".masthead [role=search] input")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  n: () => linked("next")?.click(),
  p: () => linked("prev")?.click(),
  s: () => toggle(current() ?? subject()),
  "?": explain,
};

const isTyping = (element) =>
  element.isContentEditable || element.closest("input, select, textarea, dialog");

addEventListener("keydown", (event) => {
  const does = settings.elements.keys.checked && DOES[event.key];
  if (!does || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
  event.preventDefault();
  does();
});
settings.elements.explain.addEventListener("click", explain);
