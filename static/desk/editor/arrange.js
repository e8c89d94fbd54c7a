/** Brings the children of an element into an order, moving as few of them as possible. */

/** Let `nodes` stand in `parent` in this order; other children stay where they are. */
export function arrange(parent, nodes) {
  const staying = longestRun(parent, nodes);
  let next = null;
  for (const node of nodes.toReversed()) {
    if (!staying.has(node)) place(parent, node, next);
    next = node;
  }
}

/** `moveBefore` keeps focus and caret of what moves; not every browser has it. */
function place(parent, node, next) {
  if (parent.moveBefore && node.isConnected && parent.isConnected) {
    parent.moveBefore(node, next);
  } else {
    parent.insertBefore(node, next);
  }
}

/** Return the most of `nodes` that stand in `parent` in their order already. */
function longestRun(parent, nodes) {
  const indexes = new Map([...parent.children].map((child, index) => [child, index]));
  const present = nodes.filter((node) => indexes.has(node));
  const ends = [];
  const previous = new Map();
  for (const node of present) {
    const at = firstAtLeast(ends, (end) => indexes.get(end) >= indexes.get(node));
    previous.set(node, ends[at - 1]);
    ends[at] = node;
  }
  const run = new Set();
  for (let node = ends.at(-1); node; node = previous.get(node)) run.add(node);
  return run;
}

/** Return the first index where `holds`, by halves; the length where nowhere. */
function firstAtLeast(items, holds) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
