// The saved list as files: Markdown and plain text for people, JSON to be read again.

const LONGEST = 5000;

const addressOf = (item) => new URL(item.path, location.origin).href;

const escaped = (text) => text.replace(/[\\`*_[\]<>#|~&]/g, "\\$&");

function facts({ publication, published }) {
  return [publication?.text, published?.replace("T", " ")].filter(Boolean).join(", ");
}

function asMarkdown(item) {
  const line = `- [${escaped(item.title.text)}](<${addressOf(item)}>)  \n  ${escaped(facts(item))}`;
  return item.statement ? `${line}\n\n  > ${escaped(item.statement.text)}` : line;
}

function asLines(item) {
  return [item.title.text, facts(item), item.statement?.text, addressOf(item)].filter(Boolean).join("\n");
}

/** Return the list as text in a form: markdown, text or json. */
export function asText(form, items, title) {
  if (form === "json") {
    const shown = items.map(({ path, ...item }) => ({ url: addressOf({ path }), ...item }));
    return `${JSON.stringify({ title, items: shown }, null, 2)}\n`;
  }
  const [heading, write] = form === "markdown" ? [`# ${title}`, asMarkdown] : [title, asLines];
  return `${[heading, ...items.map(write)].join("\n\n")}\n`;
}

const words = (value) =>
  value?.text ? { text: string(value.text), language: string(value.language) } : undefined;

const string = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");

/** Return an item as this site keeps it, or null where it cannot be one. */
function item(value) {
  const { pathname, hash } = new URL(value.url, location.origin);
  const [name, title] = [string(value.name), words(value.title)];
  // Of an address only the way within this site is taken, wherever it came from.
  if (!/^\/(?![/\\])/.test(pathname) || !/^\d+(#.+)?$/.test(name) || !title) return null;
  return {
    name,
    path: pathname + hash,
    title,
    publication: words(value.publication),
    published: string(value.published),
    statement: words(value.statement),
    saved: string(value.saved),
  };
}

/** Return the items of a text in JSON; null where it is none of ours. */
export function fromText(text) {
  try {
    const items = JSON.parse(text).items.map(item);
    return items.every(Boolean) ? items : null;
  } catch {
    return null;
  }
}
