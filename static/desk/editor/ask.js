/** Asks the desk. Never throws: what went wrong is in the answer. */

/**
 * Send `fields` and return the answer: {ok, status, json, text, trouble}.
 *
 * `trouble` is the key of the words that say what went wrong, "" where nothing did; also
 * with trouble `json` holds what the desk said, if it said any.
 */
export function post(url, fields, { signal } = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value ?? "");
  return ask(url, { method: "POST", body, headers: { "X-CSRFToken": token() }, signal });
}

/** Return the answer to a question that stands in the address. */
export function get(url, { signal } = {}) {
  return ask(url, { signal });
}

/**
 * Return `fresh(question)`: asks `question(signal)`, drops the question before it, and
 * resolves with null for an answer that a later question has made stale.
 */
export function latest() {
  let running = null;
  return async function fresh(question) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    const answer = await question(mine.signal);
    return running === mine ? answer : null;
  };
}

let hasAnswered = true;

/** Whether the desk answered when it was asked last, as far as this browser can tell. */
export function isInReach() {
  return hasAnswered && navigator.onLine;
}

async function ask(url, options) {
  try {
    const response = await fetch(url, { credentials: "same-origin", ...options });
    hasAnswered = true;
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return {
      ok: response.ok && !response.redirected,
      status: response.status,
      json: isJson ? await response.json() : null,
      text: isJson ? "" : await response.text(),
      trouble: troubleOf(response),
    };
  } catch (error) {
    if (error.name !== "AbortError") hasAnswered = false;
    return { ok: false, status: 0, json: null, text: "", trouble: "ask.offline" };
  }
}

function troubleOf({ ok, status, redirected }) {
  if (status === 403 || redirected) return "ask.refused";
  if (status === 413) return "ask.too_large";
  return ok ? "" : "ask.failed";
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}
