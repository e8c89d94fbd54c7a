/**
 * Completes what is typed into a text field from a list (ARIA combobox with a listbox
 * popup, manual selection: what was typed stays unless an entry is taken).
 */

import { element } from "./elements.js";
import { say } from "./words.js";

const WAIT_MS = 150;
let lastList = 0;

/** Let `ask(query)` complete `input`; it resolves with [{value, label, note}]. */
export function mountCompletion(input, { ask, words, announce }) {
  lastList += 1;
  const list = element("ul", {
    class: "completion-list",
    role: "listbox",
    id: `completion-${lastList}`,
    popover: "manual",
    "aria-label": say(words, "outline.matches"),
  });
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }
  let options = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isTrusted || event.inputType) timer = setTimeout(search, WAIT_MS);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && keys[event.key]?.() === true) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });

  const keys = {
    ArrowDown: () => activate(1),
    ArrowUp: () => activate(-1),
    Enter: () => active >= 0 && take(active),
    Escape: () => isOpen() && close(),
  };

  async function search() {
    asked += 1;
    const turn = asked;
    const query = input.value.trim();
    const found = query ? await ask(query) : [];
    if (turn !== asked || document.activeElement !== input) return;
    const isAnswered = found.length === 1 && found[0].value === input.value;
    if (!found.length || isAnswered) close();
    else open(found);
  }

  function open(found) {
    options = found;
    active = -1;
    list.replaceChildren(...found.map(optionItem));
    const box = input.getBoundingClientRect();
    Object.assign(list.style, {
      left: `${box.left}px`,
      top: `${box.bottom + 2}px`,
      minWidth: `${box.width}px`,
    });
    if (!list.matches(":popover-open")) list.showPopover();
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    announce(say(words, "outline.match_count", { count: found.length }));
  }

  function optionItem({ label, note }, index) {
    return element(
      "li",
      { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" },
      element("span", {}, label),
      note ? element("span", { class: "completion-note" }, note) : "",
    );
  }

  function activate(step) {
    if (!isOpen()) return false;
    active = (active + step + options.length) % options.length;
    [...list.children].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === active));
    });
    list.children[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[active].id);
    return true;
  }

  function take(index) {
    input.value = options[index].value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }

  function close() {
    asked += 1;
    clearTimeout(timer);
    if (isOpen()) list.hidePopover();
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    return true;
  }

  function isOpen() {
    return list.matches(":popover-open");
  }

  addEventListener("scroll", close, { passive: true, capture: true });
}
