/** Offers references while one types a marker into a statement. */

import { boxOfCharacter } from "./caret.js";
import { citations, citedNumbers, insertReference, nextNumber, valueOf } from "./citations.js";
import { placeOf } from "./document.js";
import { createListbox, isComposing } from "./listbox.js";
import { say } from "./words.js";

export { citedNumbers };

/** An open bracket, whole numbers with commas or dashes after them, part of a number. */
const OPEN = /([[［【])(?:\s*[0-9０-９]{1,9}\s*[,，、;；‐‑–—~～－-])*\s*([0-9０-９]{0,4})$/;
const CLOSING = { "[": "]", "［": "］", "【": "】" };
const LOOKED_BACK = 80;
const MOST = 50;
const SHORT = 80;

/**
 * Let `[` in `textarea`, which holds a point of the store, offer the references. Enter,
 * Tab or a click takes one; Escape closes the list. Returns how to stop.
 */
export function attachMarkers(textarea, { store, words, announce }) {
  let list = null;
  let dismissed = -1;

  const listeners = {
    input: (event) => !event.isComposing && offer(),
    compositionend: offer,
    click: close,
    blur: close,
    keydown: onKey,
  };
  // Before whoever else listens: Enter and the arrows belong to an open list first.
  for (const [type, listener] of Object.entries(listeners)) {
    textarea.addEventListener(type, listener, { capture: true });
  }

  function offer() {
    const open = openMarker(textarea);
    const options = open && open.start !== dismissed ? optionsFor(open.digits) : [];
    if (!options.length) {
      close();
      return;
    }
    list ??= createListbox(textarea, { label: say(words, "markers.label"), take, anchor });
    const wasOpen = list.isOpen;
    list.show(options);
    if (!wasOpen) announce(say(words, "markers.found", { count: options.length }));
  }

  function anchor() {
    return boxOfCharacter(textarea, openMarker(textarea)?.start ?? textarea.selectionStart);
  }

  function close() {
    if (!openMarker(textarea)) dismissed = -1;
    list?.hide();
  }

  function onKey(event) {
    if (!list?.isOpen || isComposing(event)) return;
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (hasModifier) return;
    if (!list.move(event.key) && !act(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function act(key) {
    if (key === "Enter" || key === "Tab") {
      take(list.active);
    } else if (key === "Escape") {
      dismissed = openMarker(textarea)?.start ?? -1;
      list.hide();
    } else {
      return false;
    }
    return true;
  }

  // What is offered: references that go on from the digits typed, then a new one.

  function optionsFor(digits) {
    const { references } = store.document;
    const typed = digits.normalize("NFKC");
    const citing = citations(store.document);
    const known = references
      .filter(({ number }) => String(number).startsWith(typed))
      .sort((one, other) => one.number - other.number)
      .slice(0, MOST)
      .map((reference) => knownOption(reference, citing.get(reference.number)?.length ?? 0));
    const number = typed ? valueOf(typed) : nextNumber(store.document);
    const isNew = number > 0 && references.every((reference) => reference.number !== number);
    return isNew ? [...known, newOption(number, known.length > 0)] : known;
  }

  function knownOption({ number, locator, quote, url }, count) {
    const passage = [locator, quote && `“${quote}”`].filter(Boolean).join(" — ") || url;
    const key = count ? "references.cited_count" : "references.uncited";
    return {
      number,
      label: `[${number}] ${shortened(passage) || say(words, "markers.no_passage")}`,
      note: say(words, key, { count }),
    };
  }

  function newOption(number, isApart) {
    return { number, isNew: true, isApart, label: say(words, "markers.new", { number }) };
  }

  /** Write the marker, and make its reference where it is new, in one step. */
  function take({ number, isNew }) {
    const { value, selectionStart: caret, dataset } = textarea;
    const { digits, bracket } = openMarker(textarea);
    const closing = CLOSING[bracket];
    const rest = value.slice(caret);
    const before = `${value.slice(0, caret - digits.length)}${number}${closing}`;
    const text = before + (rest.startsWith(closing) ? rest.slice(1) : rest);
    const focus = { id: dataset.fieldId, field: "text", start: before.length };
    list.hide();
    store.change(
      say(words, "markers.change", { number }),
      (draft) => {
        placeOf(draft, dataset.fieldId).point.text = text;
        if (isNew) insertReference(draft, { number });
      },
      { focus },
    );
    announce(say(words, "markers.inserted", { number }));
  }

  return function detach() {
    for (const [type, listener] of Object.entries(listeners)) {
      textarea.removeEventListener(type, listener, { capture: true });
    }
    list?.destroy();
  };
}

/** Return the marker that is open before the caret: {start, bracket, digits}, or null. */
function openMarker({ value, selectionStart: caret, selectionEnd }) {
  if (caret !== selectionEnd) return null;
  const before = value.slice(Math.max(0, caret - LOOKED_BACK), caret);
  const found = OPEN.exec(before);
  if (!found) return null;
  const [whole, bracket, digits] = found;
  return { start: caret - whole.length, bracket, digits };
}

function shortened(text) {
  const characters = [...text];
  return characters.length > SHORT ? `${characters.slice(0, SHORT).join("")}…` : text;
}
