/**
 * Keeps unsaved work in this browser until it has been saved, and offers it back.
 *
 * Each editing has an entry of its own, so that tabs do not overwrite each other.
 */

import { KEPT, keptKeys, keyOf, ownerOf, partsOf } from "../saved.js";
import { button, element } from "./elements.js";
import { say } from "./words.js";

const KEEP_MS = 1000;
const LONGEST_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Keep what `current()` returns, {document} or {text}, whenever `changed()` is called.
 *
 * `isUnsaved` says that what the page came with was not saved either.
 */
export function createKeeping({ user, article, work, seen, current, isUnsaved, onKept, onFailure }) {
  const key = keyOf({ user, article, work });
  const given = JSON.stringify(current());
  let timer = 0;
  let isLeaving = false;

  function hasChanges() {
    return isUnsaved || JSON.stringify(current()) !== given;
  }

  function keep() {
    clearTimeout(timer);
    timer = 0;
    if (!hasChanges()) return forget(key);
    const entry = { seen, time: Date.now(), ...current() };
    if (store(key, JSON.stringify(entry))) return onKept(entry.time);
    return onFailure();
  }

  function changed() {
    timer ||= setTimeout(keep, KEEP_MS);
  }

  function flush() {
    if (timer) keep();
  }

  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  addEventListener("beforeunload", (event) => {
    flush();
    if (hasChanges() && !isLeaving) event.preventDefault();
  });

  return {
    changed,
    flush,
    hasChanges,
    /** The form is being sent: no warning, but what is kept stays until it is saved. */
    leave() {
      flush();
      isLeaving = true;
      setTimeout(() => {
        isLeaving = false;
      }, 5000);
    },
  };
}

/** Return what a user left of an article that no open tab is editing, newest first. */
export async function lostWork({ user, article, work, document: given }) {
  setAside(keyOf({ user, article, work }));
  forgetOld();
  const open = await openEditings();
  hold(work);
  const shown = JSON.stringify(given);
  return keptKeys()
    .filter((key) => partsOf(key).owner === ownerOf({ user, article }))
    .filter((key) => !open.has(partsOf(key).work))
    .map((key) => ({ key, ...entryAt(key) }))
    .filter((entry) => entry.text !== undefined || JSON.stringify(entry.document) !== shown)
    .sort((one, other) => other.time - one.time);
}

/**
 * Show a banner for each piece of lost work, one after the other. `restore(entry)` puts
 * it into the editor; `focusBack()` takes the focus once the last banner is gone.
 */
export function offerLostWork(container, entries, context) {
  const { words, seen, restore, announce, focusBack } = context;
  const [entry, ...others] = entries;
  container.replaceChildren();
  if (!entry) return;
  const time = new Date(entry.time).toLocaleString(document.documentElement.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  const message = say(words, "outline.lost_work", { time });
  const isOlder = entry.seen !== undefined && entry.seen < seen;
  const next = () => {
    offerLostWork(container, others, context);
    if (others.length) container.querySelector("button").focus();
    else focusBack();
  };
  const take = button(say(words, "outline.restore"), { class: "button default" });
  const drop = button(say(words, "outline.discard"), { class: "button" });
  take.addEventListener("click", () => {
    restore(entry);
    forget(entry.key);
    next();
  });
  drop.addEventListener("click", () => {
    forget(entry.key);
    next();
  });
  container.append(
    element(
      "div",
      { class: "editor-banner", role: "region", "aria-label": message },
      element("p", {}, message, isOlder ? ` ${say(words, "outline.lost_work_older")}` : ""),
      element("div", { class: "banner-actions" }, take, drop),
    ),
  );
  announce(message);
}

/** The page may come again under the id of a lost editing; that is not overwritten. */
function setAside(key) {
  try {
    const text = localStorage.getItem(key);
    if (text === null || !store(`${key}:${Date.now()}`, text)) return;
    localStorage.removeItem(key);
  } catch {
    // What cannot be read cannot be lost either.
  }
}

function forgetOld() {
  for (const key of keptKeys()) {
    const { time = 0 } = entryAt(key);
    if (Date.now() - time > LONGEST_MS) forget(key);
  }
}

/** A lock tells the other tabs that this editing is not lost; it ends with the tab. */
function hold(work) {
  navigator.locks?.request(KEPT + work, () => new Promise(() => {}));
}

async function openEditings() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map(({ name }) => name.slice(KEPT.length)));
}

function entryAt(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing is kept where nothing can be.
  }
}

/** Keep an entry; older ones of other editings give way to it where there is no room. */
function store(key, text) {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    const oldest = keptKeys()
      .filter((other) => other !== key)
      .sort((one, other) => (entryAt(one).time ?? 0) - (entryAt(other).time ?? 0))[0];
    if (!oldest) return false;
    forget(oldest);
    return store(key, text);
  }
}
