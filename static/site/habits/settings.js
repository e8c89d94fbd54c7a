import { follow, keep, read } from "./kept.js";

const LOOK = ["scheme", "size"];
const root = document.documentElement;
const form = document.getElementById("reading");
const tint = document.createElement("meta");
tint.name = "theme-color";

function apply() {
  for (const name of LOOK) {
    const { value } = form.elements[name];
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  }
  tint.content = getComputedStyle(root).backgroundColor;
  if (root.dataset.scheme) document.head.prepend(tint);
  else tint.remove();
}

// A group of radio buttons takes only a value it has, so nothing odd gets further.
function show() {
  const kept = read("look") ?? { keys: "on" };
  form.reset();
  for (const name of LOOK) form.elements[name].value = kept[name];
  form.elements.keys.checked = kept.keys === "on";
  apply();
}

form.addEventListener("change", () => {
  apply();
  keep("look", Object.fromEntries(new FormData(form)));
});
follow("look", show);
form.parentElement.hidden = !form.showPopover;
