/** Lets the text area of the form carry the document, and keeps what is not saved. */

import { isInReach } from "./ask.js";
import { createKeeping, lostWork, offerLostWork } from "./keeping.js";
import { withIds } from "./document.js";
import { rememberPlace } from "./returning.js";
import { adopted } from "./textmode.js";
import { say, timeOfDay } from "./words.js";

const SYNC_MS = 300;

/** Join the store to the form of `textarea`; returns what to do after each change. */
export function createCarrying({ textarea, store, textMode, places, settings, get, announce, focusNow }) {
  const { words, urls, is_read_only: isReadOnly } = settings;
  const { form } = textarea;
  const keeping = createKeeping({
    ...settings,
    current,
    isUnsaved: Boolean(settings.is_unsaved),
    onKept: (time) => places.tools.showStatus("outline.kept", { time: timeOfDay(time) }),
    onFailure: () => places.tools.showStatus("outline.not_kept"),
  });
  let timer = 0;
  let isAnswered = false;

  /** What is unsaved: the text while somebody writes in it, else the document. */
  function current() {
    return textMode.isEdited ? { text: textarea.value } : { document: store.serialised() };
  }

  function sync() {
    clearTimeout(timer);
    if (!textMode.isText && !isReadOnly) textarea.value = JSON.stringify(store.serialised());
  }

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(sync, SYNC_MS);
    keeping.changed();
  }

  function listen() {
    textarea.addEventListener("input", keeping.changed);
    form?.addEventListener("submit", (event) => {
      sync();
      if (!isAnswered && !isInReach()) return sendOnceAnswered(event);
      keeping.leave();
      rememberPlace({ store, work: settings.work, focus: focusNow() });
    });
    form?.addEventListener("formdata", ({ formData }) => {
      sync();
      if (!textMode.isText) formData.set(textarea.name, textarea.value);
    });
  }

  /** Where the server is out of reach, a page of the browser's own would replace this one. */
  async function sendOnceAnswered(event) {
    event.preventDefault();
    const { status } = await get(`${urls.complete_tags}?q=`);
    isAnswered = status > 0;
    places.tools.showTrouble(isAnswered ? "" : "outline.offline");
    if (!isAnswered) return announce(say(words, "outline.offline"));
    form.requestSubmit(event.submitter);
    isAnswered = false;
  }

  async function offerLost() {
    const entries = await lostWork({ ...settings, document: store.serialised() });
    const { seen } = settings;
    offerLostWork(places.banner, entries, { words, seen, restore, announce, focusBack });
  }

  /** The button that had the focus is gone. */
  function focusBack() {
    const field = textMode.isText ? textarea : places.facts.querySelector("[data-field]");
    field?.focus({ preventScroll: true });
  }

  function restore(entry) {
    if (entry.text === undefined) restoreDocument(entry.document);
    else textMode.open(entry.text);
    // What began from an older revision is saved as such, so that the desk shows both.
    const seen = form?.elements.namedItem("seen");
    if (seen && entry.seen !== undefined) seen.value = entry.seen;
    announce(say(words, "outline.restored"));
    keeping.changed();
  }

  function restoreDocument(document_) {
    if (textMode.isText) textMode.close();
    const next = adopted(store.document, withIds(document_));
    store.change(say(words, "outline.restored"), (draft) => Object.assign(draft, next));
  }

  return { changed, sync, listen, offerLost };
}
