// Copy buttons beside citations: what stands in the field next to a button.

async function copy(button) {
  const citation = button.closest(".citation");
  const said = citation.parentElement.querySelector("[role=status]");
  const field = citation.querySelector("textarea");
  try {
    await navigator.clipboard.writeText(field.value);
    const form = citation.querySelector("label").textContent;
    said.textContent = said.dataset.copied.replace("{form}", form);
  } catch {
    field.focus();
    field.select();
    said.textContent = said.dataset.selected;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});
