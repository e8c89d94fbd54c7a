/** Copy buttons: each copies the field it names, or selects it where it may not. */

async function copy(button) {
  const field = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = field.dataset.copied;
  } catch {
    field.focus();
    field.select();
    said.textContent = field.dataset.selected;
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
