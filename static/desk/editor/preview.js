/** The article page as readers would see it, beside the editor. */

import { latest } from "./ask.js";
import { button, element, setText } from "./elements.js";
import { say } from "./words.js";

const WAIT_MS = 800;
const REMEMBERED = "desk.preview";
/** From here on there is room for both without asking. */
const ROOMY = "(min-width: 100rem)";

/** Draw the preview and its button into `container`; it follows the store by itself. */
export function mountPreview(container, { store, urls, articleId, post, words }) {
  if (!urls.preview) return { destroy() {} };
  const fresh = latest();
  const toggle = button("", { class: "tool-button preview-toggle", "aria-controls": "preview-frame" });
  const status = element("span", { class: "preview-status", role: "status" });
  const frame = element("iframe", {
    id: "preview-frame",
    class: "preview-frame",
    title: say(words, "preview.label"),
    // No script runs in it; the page may be reached to bring it up to date.
    sandbox: "allow-same-origin allow-popups",
  });
  frame.addEventListener("load", () => keepInside(frame.contentDocument));
  container.append(element("div", { class: "preview-head" }, toggle, status), frame);
  let timer = 0;
  let shown = null;

  toggle.addEventListener("click", () => {
    localStorage.setItem(REMEMBERED, frame.hidden ? "open" : "closed");
    open(frame.hidden);
  });
  const stop = store.subscribe(() => {
    clearTimeout(timer);
    if (!frame.hidden) timer = setTimeout(refresh, WAIT_MS);
  });
  open((localStorage.getItem(REMEMBERED) ?? (matchMedia(ROOMY).matches ? "open" : "closed")) === "open");

  function open(isOpen) {
    frame.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    setText(toggle, say(words, isOpen ? "preview.hide" : "preview.show"));
    setText(status, "");
    container.classList.toggle("is-open", isOpen);
    if (isOpen && shown !== store.document) refresh();
  }

  async function refresh() {
    const { document } = store;
    const text = JSON.stringify(store.serialised());
    container.setAttribute("aria-busy", "true");
    const answer = await fresh((signal) => post(urls.preview, { text, article: articleId }, { signal }));
    if (!answer) return;
    container.removeAttribute("aria-busy");
    setText(status, answer.ok ? "" : say(words, "preview.stale"));
    if (!answer.ok) return;
    shown = document;
    draw(frame, withoutScripts(answer.text));
  }

  return {
    destroy() {
      clearTimeout(timer);
      stop();
      container.replaceChildren();
    },
  };
}

/** Show a page; where it is shown already, its main part is replaced and stays put. */
function draw(frame, page) {
  const old = frame.contentDocument?.querySelector("main");
  const next = page.querySelector("main");
  if (!old || !next) {
    frame.srcdoc = `<!doctype html>${page.documentElement.outerHTML}`;
    return;
  }
  const { scrollX, scrollY } = frame.contentWindow;
  old.replaceWith(frame.contentDocument.adoptNode(next));
  frame.contentDocument.title = page.title;
  frame.contentWindow.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
}

function withoutScripts(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const script of page.querySelectorAll("script")) script.remove();
  return page;
}

/**
 * Let links inside the page scroll it, and open all others in a tab of their own: the
 * frame must not leave the preview. (To the browser its address is the editor's.)
 */
function keepInside(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    if (address.startsWith("#")) page.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView();
    else window.open(link.href, "_blank", "noopener");
  });
}
