// A marker opens its reference in a card; "Cite" opens the ways to copy a citation. There
// is one card on the page. It moves to whatever opened it, so that the Tab key goes on
// from there.

const card = document.getElementById("slip");
const head = card?.querySelector(".slip-head");
const body = card?.querySelector(".slip-body");

let opener = null;
// What the card was open for when a press began: the press alone closes it.
let pressed = null;

const isOpen = () => card.matches(":popover-open");

function open(link, content) {
  card.hidePopover();
  opener = link;
  head.textContent = link.getAttribute("aria-label");
  body.replaceChildren(...content);
  link.setAttribute("aria-expanded", "true");
  link.closest(".point").append(card);
  card.showPopover();
  card.focus({ preventScroll: true });
}

function openReference(link) {
  const reference = document.querySelector(link.hash);
  const passage = reference.querySelector(".passage").cloneNode(true);
  open(link, passage.children);
}

async function openCitations(link) {
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    open(link, page.querySelector(".citations").children);
  } catch {
    location.assign(link.href);
  }
}

// The note beside the point that says what the reference says, if it is to be seen.
function noteOf(link) {
  const point = link.closest(".point");
  const number = link.hash.replace("#ref-", "");
  const numbers = [...point.querySelectorAll(".sidenote:not(.earlier) .sidenote-number")];
  const note = numbers.find((each) => each.textContent === number)?.parentElement;
  return note?.checkVisibility() ? note : null;
}

function light(event, lit) {
  const link = event.target.closest?.(".marker a");
  if (link) noteOf(link)?.classList.toggle("is-lit", lit);
}

function follow(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const isCite = link.matches(".cite") && navigator.clipboard;
  if (isCite || link.matches(".marker a")) {
    event.preventDefault();
    // Whoever points at a marker with the mouse has its note lit beside it already.
    if (pressed === link || (event.pointerType === "mouse" && noteOf(link))) return;
    (isCite ? openCitations : openReference)(link);
  } else if (card.contains(link) && link.hash) {
    card.hidePopover();
  }
}

if (card?.showPopover) {
  document.addEventListener("click", follow);
  document.addEventListener(
    "pointerdown",
    () => {
      pressed = isOpen() ? opener : null;
    },
    true,
  );
  document.addEventListener("keydown", () => {
    pressed = null;
  });
  for (const [name, lit] of [
    ["pointerover", true],
    ["focusin", true],
    ["pointerout", false],
    ["focusout", false],
  ])
    document.addEventListener(name, (event) => light(event, lit));
  card.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") return;
    opener?.removeAttribute("aria-expanded");
    // Browsers do so by themselves where the link had the focus; not all give it one.
    if (card.contains(document.activeElement)) opener?.focus({ preventScroll: true });
  });
}
