/** Where a character of a text area stands in the window. */

const COPIED = [
  "boxSizing",
  "direction",
  "fontFamily",
  "fontFeatureSettings",
  "fontSize",
  "fontStyle",
  "fontWeight",
  "letterSpacing",
  "lineHeight",
  "overflowWrap",
  "paddingBlockEnd",
  "paddingBlockStart",
  "paddingInlineEnd",
  "paddingInlineStart",
  "tabSize",
  "textIndent",
  "textTransform",
  "wordBreak",
  "wordSpacing",
];

/** Return the box of the character at `index`: {left, top, bottom, width}. */
export function boxOfCharacter(textarea, index) {
  const copy = document.createElement("div");
  const style = getComputedStyle(textarea);
  for (const name of COPIED) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: "absolute",
    visibility: "hidden",
    insetBlockStart: "0",
    insetInlineStart: "0",
    inlineSize: `${textarea.clientWidth}px`,
    border: "0",
    whiteSpace: "pre-wrap",
  });
  const mark = document.createElement("span");
  mark.textContent = textarea.value[index] ?? "|";
  copy.append(textarea.value.slice(0, index), mark, textarea.value.slice(index + 1));
  document.body.append(copy);
  const field = textarea.getBoundingClientRect();
  const [whole, part] = [copy.getBoundingClientRect(), mark.getBoundingClientRect()];
  copy.remove();
  const left = field.left + textarea.clientLeft + part.left - whole.left - textarea.scrollLeft;
  const top = field.top + textarea.clientTop + part.top - whole.top - textarea.scrollTop;
  return { left, top, bottom: top + part.height, width: 0 };
}
