/** The words of the interface, which the server has translated. */

const plurals = new Intl.PluralRules(document.documentElement.lang || "en");

/**
 * Return the words for `key` with `{name}` replaced by `values.name`; of a plural the
 * form for `values.count`. An unknown key shows itself, so that it is found.
 */
export function say(words, key, values = {}) {
  const entry = words[key] ?? key;
  const text = typeof entry === "string" ? entry : pluralOf(entry, values.count);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Return the time of day of a moment, as this page's language writes it. */
export function timeOfDay(moment) {
  return new Date(moment).toLocaleTimeString(document.documentElement.lang || undefined, {
    hour: "2-digit",
    minute: "2-digit",
  });
}

function pluralOf(forms, count) {
  return forms[plurals.select(count)] ?? forms.other;
}
