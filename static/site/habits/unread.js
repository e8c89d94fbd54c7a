import { follow, keep, read } from "./kept.js";
import { piece, subject } from "./page.js";

const PAUSE = 30 * 60; // seconds without a sign of the reader; then begins another visit
const MOST = 500;

/** Return this visit: what is new since when, when it was last heard of, what it opened. */
function visit() {
  const at = Date.now() / 1000;
  const kept = read("visit");
  const isSound = kept?.since <= kept?.at && kept.at <= at && Array.isArray(kept.opened);
  // At the first visit nothing is new, nor after the clock was put back.
  if (!isSound) return { since: at, at, opened: [] };
  return at - kept.at > PAUSE ? { since: kept.at, at, opened: [] } : { ...kept, at };
}

function show() {
  const { since, opened } = visit();
  for (const item of document.querySelectorAll("main [data-live]")) {
    const isNew = item.dataset.live > since && !opened.includes(item.dataset.id);
    const mark = item.querySelector(".unread");
    if (isNew && !mark) item.querySelector(".card-title, .voice-title").prepend(piece("unread"));
    if (!isNew) mark?.remove();
  }
}

const now = visit();
const opened = subject()?.dataset.id;
if (opened) {
  now.opened = [opened, ...now.opened.filter((id) => id !== opened)].slice(0, MOST);
}
keep("visit", now);
document.addEventListener("visibilitychange", () => keep("visit", visit()));
follow("visit", show);
