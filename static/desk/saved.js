/**
 * Forgets what the browser kept of an editing once that has been saved. Every page of
 * the desk loads this: any of them may be the first after saving.
 */

/** How all keys begin under which the editor keeps unsaved work. */
export const KEPT = "digest-editor:";

/** Return the key for one editing of an article, or of a new one, by one user. */
export function keyOf({ user, article, work }) {
  return `${KEPT}${ownerOf({ user, article })}:${work}`;
}

/** Return what all editings of an article by one user have in common. */
export function ownerOf({ user, article }) {
  return `${user ?? ""}/${article ?? "new"}`;
}

/** Return the parts of a key: whose and which article it is, and the editing. */
export function partsOf(key) {
  const [owner, work] = key.slice(KEPT.length).split(":");
  return { owner, work };
}

/** Return all keys of unsaved work; none where the browser keeps nothing for us. */
export function keptKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
  } catch {
    return [];
  }
}

/** Return the messages of this page that say an editing was saved, by that editing. */
export function savedMessages() {
  const messages = new Map();
  for (const message of document.querySelectorAll("li[class*='saved-']")) {
    for (const name of message.classList) {
      if (name.startsWith("saved-")) messages.set(name.slice("saved-".length), message.textContent);
    }
  }
  return messages;
}

function forgetSaved() {
  const saved = savedMessages();
  for (const key of keptKeys()) {
    if (saved.has(partsOf(key).work)) localStorage.removeItem(key);
  }
}

forgetSaved();
