// What the browser does for a reader beyond the page itself; each page is whole without.

import "./habits/settings.js";
import "./habits/unread.js";
import "./habits/saving.js";
import "./habits/keys.js";

// Nobody needs suggestions before a search box is come to.
async function offer(field) {
  if (!field?.matches("[role=search] input[type=search]")) return;
  const { suggest } = await import("./habits/suggesting.js");
  suggest(field);
}
addEventListener("focusin", ({ target }) => offer(target));
offer(document.activeElement);

// Most readers are at home in the page's language and need no other offered.
const { lang } = document.documentElement;
if (!navigator.language.startsWith(lang.slice(0, 2))) import("./habits/language.js");
