// What differs from the last release.

/** What holds a text of its own. */
const BLOCKS = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, caption, figcaption, summary, pre, " +
  "blockquote, address, legend, label, output";

/** Returns the texts of a page in their order, each with its nodes. */
function blocksOf(page) {
  const root = page.querySelector("main") ?? page.body;
  const blocks = new Map();
  const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement.closest(BLOCKS);
    if (!element || node.parentElement.closest("script, style, noscript, svg")) continue;
    if (!blocks.has(element)) blocks.set(element, { element, nodes: [], text: "" });
    const block = blocks.get(element);
    block.nodes.push(node);
    block.text += node.data;
  }
  return [...blocks.values()].filter((block) => block.text.trim());
}

/** Returns the units that are compared: rows of tables with all their cells, and single texts. */
function unitsOf(page) {
  const units = [];
  for (const block of blocksOf(page)) {
    const row = block.element.closest("tr");
    const last = units.at(-1);
    if (row && last?.row === row) last.blocks.push(block);
    else units.push({ row, kind: row ? "tr" : block.element.nodeName, blocks: [block] });
  }
  for (const unit of units) {
    unit.text = unit.blocks.map((block) => block.text.replace(/\s+/g, " ").trim()).join("\u0001");
    unit.sign = unit.kind + "\u0002" + unit.text;
    unit.key = unit.row ? unit.text.split("\u0001")[0] : null;
  }
  return units;
}

/** Returns how alike two texts are, from 0 to 1: the share of their words that both have. */
function likeness(one, other) {
  const words = (text) => text.match(/[\p{L}]+|\d+/gu) ?? [];
  const [mine, yours] = [words(one), words(other)];
  if (!mine.length && !yours.length) return 1;
  const left = new Map();
  for (const word of mine) left.set(word, (left.get(word) ?? 0) + 1);
  let both = 0;
  for (const word of yours) {
    if (left.get(word) > 0) {
      both++;
      left.set(word, left.get(word) - 1);
    }
  }
  return (2 * both) / (mine.length + yours.length);
}

/** Pairs new units with the old ones that they are the successors of; of the rest there is none. */
function pairUnits(was, is) {
  const pairs = [];
  for (const gap of gaps(align(was.map((u) => u.sign), is.map((u) => u.sign)), was.length, is.length)) {
    const old = was.slice(gap.one, gap.oneNext);
    const fresh = is.slice(gap.other, gap.otherNext);
    const isOnly = old.length === fresh.length;
    for (const [place, unit] of fresh.entries()) {
      const candidates = old.filter((other) => other.kind === unit.kind && !other.isTaken);
      const same = candidates.find((other) => unit.row && other.key === unit.key)
        ?? candidates
          .map((other) => [likeness(other.text, unit.text), other])
          .filter(([score, other]) => score > (unit.row ? 0.6 : 0.4) ||
            (isOnly && !unit.row && other === old[place]))
          .sort((one, other) => other[0] - one[0])[0]?.[1];
      if (same) same.isTaken = true;
      pairs.push([same ?? null, unit]);
    }
    for (const unit of old) if (!unit.isTaken) pairs.push([unit, null]);
  }
  return pairs;
}

/** Marks what differs in the page that is shown; returns how much, and what is gone. */
function markDifferences(last) {
  const removed = [];
  let count = 0;
  for (const [old, fresh] of pairUnits(unitsOf(last), unitsOf(document))) {
    count++;
    if (!fresh) {
      removed.push(old.text.replaceAll("\u0001", " · "));
      continue;
    }
    fresh.blocks.forEach((block, place) => {
      // Cells of a row with as many cells are in the same columns.
      const isSameShape = old?.blocks.length === fresh.blocks.length;
      const before = old ? (isSameShape ? old.blocks[place] : cellBefore(old, block)) : null;
      const changes = before ? textChanges(before.text, block.text)
        : [{ start: 0, end: block.text.length, old: "" }];
      // From the end, so that the places of the others stay as they are.
      for (const change of changes.reverse()) markStretch(nodesOf(block.element), change);
    });
  }
  return { count, removed };
}

function nodesOf(element) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const isMark = parent.closest("del.rigbook-mark, .rigbook-said");
    if (!isMark && parent.closest(BLOCKS) === element && !parent.closest("script, style, svg")) {
      nodes.push(walker.currentNode);
    }
  }
  return nodes;
}

/** Returns the old cell under the same heading, where columns came or went. */
function cellBefore(old, block) {
  const name = heading(block.element);
  return name ? old.blocks.find((other) => heading(other.element) === name) : undefined;
}

function heading(cell) {
  return cell.closest("table")?.rows[0]?.cells[cell.cellIndex]?.textContent.trim();
}

/** Returns the page as it was released, or null where the release has none. */
async function lastRelease() {
  const path = location.pathname.replace(/^\//, "");
  const response = await fetch(`/.rigbook/last/${path}`);
  if (!response.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}
