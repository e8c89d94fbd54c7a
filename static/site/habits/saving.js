import { follow } from "./kept.js";
import { drop, save, saved } from "./list.js";
import { describe, items, linkOf, nameOf, piece, subject, titleOf, word } from "./page.js";

const said = document.body.appendChild(piece("said"));
let silence = 0;

/** Tell what was done, to screen readers too. */
export function say(words) {
  said.textContent = words;
  clearTimeout(silence);
  silence = setTimeout(() => said.replaceChildren(), 5000);
}

function show() {
  const names = new Set(saved().map(({ name }) => name));
  for (const button of document.querySelectorAll(".save")) {
    button.setAttribute("aria-pressed", names.has(nameOf(button.parentElement)));
  }
}

/** Save an item, if it is one, or drop it if it is saved. */
export function toggle(item) {
  const name = item && nameOf(item);
  if (!name) return;
  const had = saved().some((one) => one.name === name);
  const done = had ? drop(name) : save([describe(item)]);
  say(word(done ? (had ? "dropped" : "saved") : "refused"));
  show();
}

/** Give items the button that saves them. */
export function offer(all) {
  for (const item of all.filter(nameOf)) {
    const button = piece("save");
    const [whole, point] = button.querySelectorAll(".aloud");
    if (item.matches(".point")) {
      whole.remove();
      point.querySelector("bdi").textContent = linkOf(item).textContent;
    } else {
      point.remove();
      whole.querySelector("bdi").replaceWith(titleOf(item).cloneNode(true));
    }
    button.addEventListener("click", () => toggle(item));
    item.append(button);
  }
  show();
}

offer([subject(), ...items()].filter(Boolean));
follow("saved", show);
