/**
 * Completes what is typed into a text field (ARIA combobox): the first match is the
 * default, Enter takes it, and whoever goes on or presses Escape keeps what was typed.
 */

import { createListbox, isComposing } from "./listbox.js";
import { say } from "./words.js";

const WAIT_MS = 150;

/** Let `ask(query)` complete `input`; it resolves with [{value, label, note}]. */
export function mountCompletion(input, { ask, words, announce }) {
  input.setAttribute("role", "combobox");
  const list = createListbox(input, { label: say(words, "outline.matches"), take });
  let turn = 0;
  let timer = 0;

  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.inputType && !event.isComposing) timer = setTimeout(search, WAIT_MS);
  });
  input.addEventListener("compositionend", search);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (isComposing(event) || !list.isOpen || !onKey(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });

  async function search() {
    turn += 1;
    const mine = turn;
    const query = input.value.trim();
    const found = query ? await ask(query) : [];
    if (mine !== turn || document.activeElement !== input) return;
    const others = found.filter(({ value }) => value !== query);
    if (others.length) open(others);
    else close();
  }

  function open(found) {
    list.show(found);
    announce(say(words, "outline.match_count", { count: found.length }));
  }

  function onKey(key) {
    if (key === "Enter") take(list.active);
    else if (key === "Escape") close();
    else return key.startsWith("Arrow") && list.move(key);
    return true;
  }

  function take({ value }) {
    input.value = value;
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function close() {
    turn += 1;
    clearTimeout(timer);
    list.hide();
  }
}
