/** Names of tags, compared as the server compares them. */

const SEPARATORS = /[,，、;；]/;

/** Return what makes two names the same name: width, case and blanks do not count. */
export function keyOf(name) {
  const folded = name.normalize("NFKC").toUpperCase().toLowerCase();
  return folded.normalize("NFKC").trim().replace(/\s+/g, " ");
}

/** Return the names in a text that lists them; the last may still be empty. */
export function splitNames(text) {
  return text.split(SEPARATORS).map((name) => name.trim().replace(/\s+/g, " "));
}
