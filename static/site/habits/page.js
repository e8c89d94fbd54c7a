// What scripts find in a page: its items, which are articles and their points, and the
// words and pieces that they add, in its language. What stands for an article has data-id,
// and in listings data-live: when it went live, in seconds. The page of one point has its
// key in data-point; elsewhere its link tells it.

const { content } = document.getElementById("habits");

/** Return a new copy of a piece. */
export const piece = (name) => content.querySelector(`.${name}`).cloneNode(true);

/** Return a sentence, such as “Saved in this browser.” */
export const word = (name) => content.querySelector(`[data-word=${name}]`).textContent;

/** Return the article, or the point, that the page is of. */
export const subject = () => document.querySelector("main > .digest[data-id]");

export const linkOf = (item) =>
  item.querySelector(".card-title a, .voice-title a, .permalink[href]");

export const items = () => [...document.querySelectorAll("main :is(.card, .point)")].filter(linkOf);

/** Return the item that has the focus, if any. */
export const current = () => document.activeElement?.closest(".card, .point, .voice");

export const isPoint = (item) => item.matches(".point, [data-point]");

/** Return what names an item for ever: its article, and its own key if it is a point. */
export function nameOf(item) {
  const { id } = item.closest("[data-id]")?.dataset ?? {};
  if (!id || !isPoint(item)) return id;
  return `${id}#${item.dataset.point ?? linkOf(item).hash.slice("#p-".length)}`;
}

const words = (element) =>
  element && { text: element.textContent.trim(), language: element.closest("[lang]").lang };

export const titleOf = (item) =>
  item.closest("[data-id]").querySelector(":is(h1, .card-title, .voice-title) bdi");

/** Return what is worth keeping of an item. */
export function describe(item) {
  const whole = item.closest("[data-id]");
  const link = item === subject() ? { pathname: location.pathname, hash: "" } : linkOf(item);
  const { publication } = whole.dataset;
  return {
    name: nameOf(item),
    path: link.pathname + link.hash,
    title: words(titleOf(item)),
    publication: publication ? { text: publication } : words(whole.querySelector(".kicker bdi")),
    published: whole.querySelector("time")?.dateTime,
    statement: isPoint(item) ? words(item.querySelector(".statement")) : undefined,
    saved: new Date().toISOString(),
  };
}
