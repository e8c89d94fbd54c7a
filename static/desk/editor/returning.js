/** After saving the same page comes again: the caret and what is seen stay where they were. */

import { savedMessages } from "../saved.js";
import { say, timeOfDay } from "./words.js";

const PLACE = "digest-editor-place";

/** Remember where the editor is, until the page comes again. */
export function rememberPlace({ store, work, focus }) {
  const path = focus ? store.pathOf(focus.id, focus.field) : "";
  keep({ work, path, start: focus?.start, top: window.scrollY });
}

/** Go back there, if that editing has just been saved; returns whether it has been. */
export function returnToPlace({ store, outline, places, words, announce }) {
  const place = taken();
  const message = place && savedMessages().get(place.work);
  if (!message) return false;
  window.scrollTo({ top: place.top, behavior: "instant" });
  if (place.path) outline.focus({ ...store.idAt(place.path), start: place.start });
  const time = timeOfDay(Date.now());
  places.tools.showStatus("outline.saved", { time });
  announce(say(words, "outline.saved", { time }));
  return true;
}

function keep(place) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(place));
  } catch {
    // Then the page begins at its top, as any page does.
  }
}

function taken() {
  try {
    const text = sessionStorage.getItem(PLACE);
    sessionStorage.removeItem(PLACE);
    return JSON.parse(text);
  } catch {
    return null;
  }
}
