/** Says to screen readers what has happened, and shows it where it can be taken back. */

import { button, element, iconButton } from "./elements.js";
import { say } from "./words.js";

const TOAST_MS = 10_000;

/**
 * Return `announce(message)`, which speaks through a live region inside `root`.
 *
 * The region is emptied first: the same words twice are two announcements.
 */
export function createAnnouncer(root) {
  const region = element("div", {
    class: "visually-hidden",
    role: "status",
    "aria-live": "polite",
    "data-announcements": true,
  });
  root.append(region);
  let timer = 0;
  return function announce(message) {
    region.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = message;
    }, 40);
  };
}

/**
 * Return `toast(message, {label, act})`: a note with one button, which leaves by itself
 * unless it is pointed at or focused. It is not live: what it says is announced.
 */
export function createToasts(root, words) {
  const place = element("div", { class: "editor-toasts" });
  root.append(place);
  let timer = 0;

  function close() {
    clearTimeout(timer);
    place.replaceChildren();
  }

  function closeLater() {
    clearTimeout(timer);
    timer = setTimeout(close, TOAST_MS);
  }

  function toast(message, { label, act }) {
    const undo = button(label, { class: "toast-action" });
    const dismiss = iconButton("close", say(words, "outline.dismiss"));
    const note = element("div", { class: "editor-toast" }, element("span", {}, message), undo, dismiss);
    undo.addEventListener("click", () => {
      close();
      act();
    });
    dismiss.addEventListener("click", close);
    for (const type of ["pointerenter", "focusin"]) {
      note.addEventListener(type, () => clearTimeout(timer));
    }
    for (const type of ["pointerleave", "focusout"]) note.addEventListener(type, closeLater);
    place.replaceChildren(note);
    closeLater();
  }

  return { toast, close };
}
