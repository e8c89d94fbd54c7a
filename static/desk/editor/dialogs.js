/** Asks, in a dialog of the page. */

import { button, element } from "./elements.js";
import { say } from "./words.js";

/**
 * Show a dialog and resolve with the value of the choice taken, "" when it was left.
 *
 * `choices` are {value, label, isDefault}; the default is focused, so Enter takes it.
 */
export function ask(root, { title, body, choices }) {
  const heading = element("h2", { id: "editor-dialog-title" }, title);
  const buttons = choices.map(({ value, label, isDefault }) =>
    button(label, {
      class: isDefault ? "button default" : "button",
      value,
      autofocus: Boolean(isDefault),
    }),
  );
  const dialog = element(
    "dialog",
    { class: "editor-dialog", "aria-labelledby": heading.id },
    heading,
    ...body,
    element("div", { class: "dialog-actions" }, ...buttons),
  );
  root.append(dialog);
  return new Promise((resolve) => {
    for (const choice of buttons) {
      choice.addEventListener("click", () => dialog.close(choice.value));
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
  });
}

/** Return `confirm(message, {action}) → Promise<boolean>`. */
export function createConfirm(root, words) {
  return async function confirm(message, { action }) {
    const choice = await ask(root, {
      title: message,
      body: [],
      choices: [
        { value: "yes", label: action, isDefault: true },
        { value: "", label: say(words, "outline.cancel") },
      ],
    });
    return choice === "yes";
  };
}
