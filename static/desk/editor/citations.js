/**
 * What the markers of a document cite: the same rules as on the server, so that numbers
 * can be shown and changed as one types.
 */

import { newReference, places } from "./document.js";

const COMMA = ",，、;；";
const DASH = "‐‑–—~～－\\-";
const NUMBER = "[0-9０-９]{1,9}";
const MARKER = new RegExp(
  `[\\[［【]\\s*${NUMBER}(?:\\s*[${COMMA}${DASH}]\\s*${NUMBER})*\\s*[\\]］】]`,
  "g",
);
const PART = new RegExp(`(${NUMBER})(?:\\s*[${DASH}]\\s*(${NUMBER}))?`, "g");

export const MAX_NUMBER = 9999;
const MAX_RANGE = 100;
/** [1,2] is as short as [1-2] and plainer; from three numbers on a range is shorter. */
const SHORTEST_RANGE = 3;

/** Return the markers of `text`: {start, end, numbers}, no numbers in a bad range. */
export function findMarkers(text) {
  const found = [];
  for (const match of text.matchAll(MARKER)) {
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      numbers: numbersOf(match[0]),
    });
  }
  return found;
}

function numbersOf(marker) {
  const numbers = [];
  for (const [, first, last = first] of marker.matchAll(PART)) {
    const [low, high] = [valueOf(first), valueOf(last)];
    if (high < low || high - low >= MAX_RANGE) return [];
    for (let number = low; number <= high; number += 1) numbers.push(number);
  }
  return numbers;
}

/** Return the value of digits, which may be full-width. */
export function valueOf(digits) {
  return Number(digits.normalize("NFKC"));
}

/** Return the valid numbers `text` cites, each once, in order of first use. */
export function citedNumbers(text) {
  const numbers = findMarkers(text).flatMap((marker) => marker.numbers);
  return [...new Set(numbers)].filter((number) => number >= 1 && number <= MAX_NUMBER);
}

// Nobody changes a point of the store's document in place, so what it cites need be
// found only once. A draft must not come here: its points do change.
const citedByPoint = new WeakMap();

function citedBy(point) {
  if (!citedByPoint.has(point)) citedByPoint.set(point, citedNumbers(point.text));
  return citedByPoint.get(point);
}

/** Return for each cited number the ids of the points that cite it, in reading order. */
export function citations(document) {
  const citing = new Map();
  for (const { point } of places(document)) {
    for (const number of citedBy(point)) {
      if (!citing.has(number)) citing.set(number, []);
      citing.get(number).push(point.id);
    }
  }
  return citing;
}

/** Return the cited numbers that have no reference, in ascending order. */
export function missingNumbers(document, citing = citations(document)) {
  const known = new Set(document.references.map((reference) => reference.number));
  return [...citing.keys()].filter((number) => !known.has(number)).sort((a, b) => a - b);
}

/** Return the number of the next reference: one that is missing, else a free one; or 0. */
export function nextNumber(document) {
  const [missing] = missingNumbers(document);
  if (missing) return missing;
  const known = new Set(document.references.map((reference) => reference.number));
  const after = Math.max(0, ...known) + 1;
  if (after <= MAX_NUMBER) return after;
  for (let number = 1; number <= MAX_NUMBER; number += 1) {
    if (!known.has(number)) return number;
  }
  return 0;
}

/** Put a reference at its place by number into a draft, and return it. */
export function insertReference(draft, parts) {
  const reference = newReference(parts);
  draft.references.push(reference);
  sortReferences(draft);
  return reference;
}

/**
 * Return what numbering the references from 1 in order of first use would change, those
 * nobody cites last: the new texts of points and the new numbers of references, by id.
 */
export function renumbering(document) {
  const newOf = newNumbers(document);
  const texts = new Map();
  for (const { point } of places(document)) {
    const text = rewritten(point.text, newOf);
    if (text !== point.text) texts.set(point.id, text);
  }
  const numbers = new Map();
  for (const { id, number } of document.references) {
    if (newOf.get(number) !== number) numbers.set(id, newOf.get(number));
  }
  return { texts, numbers };
}

/** Make a draft what `renumbering` found. */
export function renumber(draft, { texts, numbers }) {
  for (const { point } of places(draft)) point.text = texts.get(point.id) ?? point.text;
  for (const reference of draft.references) {
    reference.number = numbers.get(reference.id) ?? reference.number;
  }
  sortReferences(draft);
}

/** Whether the references are in order of first use. */
export function isInOrder(document) {
  return [...newNumbers(document)].every(([old, number]) => old === number);
}

function newNumbers(document) {
  const numbers = document.references.map((reference) => reference.number);
  const uncited = numbers.sort((one, other) => one - other);
  const inOrder = new Set([...citations(document).keys(), ...uncited]);
  return new Map([...inOrder].map((number, index) => [number, index + 1]));
}

/** Put the references of a draft into the order of their numbers. */
export function sortReferences(draft) {
  draft.references.sort((one, other) => one.number - other.number);
}

/** Return `text` with the numbers of its markers replaced. */
export function rewritten(text, newOf) {
  let result = "";
  let end = 0;
  for (const marker of findMarkers(text)) {
    const numbers = marker.numbers.map((number) => newOf.get(number) ?? number);
    if (numbers.every((number, index) => number === marker.numbers[index])) continue;
    const [open, close] = [text[marker.start], text[marker.end - 1]];
    result += text.slice(end, marker.start) + open + runs(numbers).join(",") + close;
    end = marker.end;
  }
  return result + text.slice(end);
}

/** Return numbers that follow each other as ranges or, where few, one by one. */
function runs(numbers) {
  const parts = [];
  let run = [];
  for (const number of numbers) {
    const goesOn = run.length > 0 && run.length < MAX_RANGE && number === run.at(-1) + 1;
    if (!goesOn) {
      parts.push(...written(run));
      run = [];
    }
    run.push(number);
  }
  return [...parts, ...written(run)];
}

function written(run) {
  return run.length < SHORTEST_RANGE ? run.map(String) : [`${run[0]}-${run.at(-1)}`];
}
