// The saved list, the item saved last first.

import { keep, read } from "./kept.js";

const MOST = 2000;

export function saved() {
  const kept = read("saved");
  return Array.isArray(kept) ? kept.filter((item) => item?.name && item.title) : [];
}

/** Save what is not saved yet; return whether the browser keeps it. */
export function save(items) {
  const kept = saved();
  const names = new Set(kept.map(({ name }) => name));
  const all = [...items.filter(({ name }) => !names.has(name)), ...kept];
  return all.length <= MOST && keep("saved", all);
}

export const drop = (name) => keep("saved", saved().filter((item) => item.name !== name));
