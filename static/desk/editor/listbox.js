/**
 * A list of options that belongs to a text field and keeps the focus there (ARIA 1.2:
 * the field points at the active option).
 */

import { element, setAttribute } from "./elements.js";

const GAP = 2;
const EDGE = 8;
/** A list as wide as a very wide field would part names from what is said of them. */
const WIDE = 400;
let last = 0;

/**
 * Return a listbox for `field`. `take(option)` is called for an option that was clicked,
 * `anchor()` returns the box in the window which the list is put under.
 */
export function createListbox(field, { label, take, anchor = () => field.getBoundingClientRect() }) {
  last += 1;
  const node = element("ul", {
    class: "option-list",
    role: "listbox",
    id: `option-list-${last}`,
    popover: "manual",
    "aria-label": label,
  });
  let options = [];
  let index = -1;
  (field.closest(".digest-editor") ?? document.body).append(node);
  setAttribute(field, "aria-autocomplete", "list");
  setAttribute(field, "aria-controls", node.id);
  expand(false);

  // The focus stays in the field, whatever is pressed in the list.
  node.addEventListener("pointerdown", (event) => event.preventDefault());
  node.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take(options[[...node.children].indexOf(item)]);
  });
  const follow = () => isOpen() && put();
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow);

  function isOpen() {
    return node.matches(":popover-open");
  }

  /** Show options {label, note, kind, isApart}; the first one is active. */
  function show(shown) {
    options = shown;
    node.replaceChildren(...options.map(optionItem));
    if (!isOpen()) node.showPopover();
    expand(true);
    put();
    activate(0);
  }

  function optionItem({ label: text, note, kind, isApart }, at) {
    return element(
      "li",
      {
        class: isApart ? "option is-apart" : "option",
        role: "option",
        id: `${node.id}-${at}`,
        "aria-selected": "false",
        "data-kind": kind,
      },
      element("span", { class: "option-label" }, text),
      note ? element("span", { class: "option-note" }, note) : "",
    );
  }

  /** Put the list under its anchor, or over it where there is more room. */
  function put() {
    const { left, top, bottom, width } = anchor();
    const below = innerHeight - bottom - EDGE;
    const above = top - EDGE;
    const isAbove = node.scrollHeight > below && above > below;
    node.style.minInlineSize = `${Math.min(width, WIDE, innerWidth - 2 * EDGE)}px`;
    node.style.maxBlockSize = `${Math.max(96, isAbove ? above : below)}px`;
    const right = Math.max(EDGE, innerWidth - node.offsetWidth - EDGE);
    node.style.left = `${Math.min(Math.max(EDGE, left), right)}px`;
    node.style.top = isAbove ? `${top - GAP - node.offsetHeight}px` : `${bottom + GAP}px`;
  }

  function activate(next) {
    index = (next + options.length) % options.length;
    [...node.children].forEach((item, at) => setAttribute(item, "aria-selected", String(at === index)));
    field.setAttribute("aria-activedescendant", node.children[index].id);
    node.children[index].scrollIntoView({ block: "nearest" });
  }

  function hide() {
    if (isOpen()) node.hidePopover();
    options = [];
    index = -1;
    expand(false);
    field.removeAttribute("aria-activedescendant");
  }

  /** Only a combobox can be expanded; a text area says the same by its active option. */
  function expand(isExpanded) {
    if (field.role === "combobox") setAttribute(field, "aria-expanded", String(isExpanded));
  }

  const moves = {
    ArrowDown: () => activate(index + 1),
    ArrowUp: () => activate(index - 1),
    Home: () => activate(0),
    End: () => activate(options.length - 1),
  };

  return {
    show,
    hide,
    /** Move to another option; returns whether `key` did. */
    move(key) {
      if (!isOpen() || !moves[key]) return false;
      moves[key]();
      return true;
    },
    get isOpen() {
      return isOpen();
    },
    get active() {
      return options[index];
    },
    destroy() {
      removeEventListener("scroll", follow, { capture: true });
      removeEventListener("resize", follow);
      node.remove();
    },
  };
}

/** Whether a key belongs to an input method that composes characters. */
export function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}
