/** Makes elements of the page. */

/**
 * Return a new element. `attributes` that are undefined, null or false are left out,
 * true gives an empty one; `children` are nodes or text.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    made.setAttribute(attribute, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Return a button that shows words. */
export function button(label, attributes = {}) {
  return element("button", { type: "button", ...attributes }, label);
}

/** Return a button that shows a picture and says its label. */
export function iconButton(icon, label, attributes = {}) {
  return element(
    "button",
    { type: "button", class: "icon-button", title: label, "aria-label": label, ...attributes },
    element("span", { class: `icon icon-${icon}`, "aria-hidden": "true" }),
  );
}

/** Set an attribute, unless it has this value already. */
export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

/** Set the text of a node, unless it is that already. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
