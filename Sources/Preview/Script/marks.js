// Two sequences side by side, and marks in a page's text.

/** The most comparisons that an alignment makes; beyond it everything counts as changed. */
const MOST_COMPARISONS = 4_000_000;

/** Returns the pairs of places of a longest common subsequence of two lists of strings. */
function align(one, other) {
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let end = 0;
  while (
    end < one.length - start && end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  ) end++;
  const pairs = [];
  for (let place = 0; place < start; place++) pairs.push([place, place]);
  pairs.push(...alignMiddle(one, other, start, one.length - end, other.length - end));
  for (let left = end; left > 0; left--) pairs.push([one.length - left, other.length - left]);
  return pairs;
}

function alignMiddle(one, other, start, oneEnd, otherEnd) {
  const height = oneEnd - start;
  const width = otherEnd - start;
  if (height <= 0 || width <= 0 || height * width > MOST_COMPARISONS) return [];
  // The length of the best alignment of what begins at each pair of places.
  const best = new Uint32Array((height + 1) * (width + 1));
  const at = (row, column) => row * (width + 1) + column;
  for (let row = height - 1; row >= 0; row--) {
    for (let column = width - 1; column >= 0; column--) {
      best[at(row, column)] = one[start + row] === other[start + column]
        ? best[at(row + 1, column + 1)] + 1
        : Math.max(best[at(row + 1, column)], best[at(row, column + 1)]);
    }
  }
  const pairs = [];
  for (let row = 0, column = 0; row < height && column < width;) {
    if (one[start + row] === other[start + column]) pairs.push([start + row++, start + column++]);
    else if (best[at(row + 1, column)] >= best[at(row, column + 1)]) row++;
    else column++;
  }
  return pairs;
}

/** Returns the stretches between the pairs of an alignment, as ranges of both lists. */
function gaps(pairs, oneLength, otherLength) {
  const found = [];
  let [one, other] = [0, 0];
  for (const [oneNext, otherNext] of [...pairs, [oneLength, otherLength]]) {
    if (oneNext > one || otherNext > other) found.push({ one, oneNext, other, otherNext });
    [one, other] = [oneNext + 1, otherNext + 1];
  }
  return found;
}

/** Cuts a text into numbers, words, spaces and signs, so that a number is compared as a whole. */
function tokens(text) {
  return text.match(/\d(?:[\d.,\u00a0\u202f]*\d)?|[\p{L}\p{M}]+|\s+|[^\s\p{L}\p{M}\d]/gu) ?? [];
}

/** Returns what differs between two texts: places in the new one with the old words there. */
function textChanges(oldText, newText) {
  const [was, is] = [tokens(oldText), tokens(newText)];
  let changes = gaps(align(was, is), was.length, is.length);
  const words = (list) => list.filter((token) => /[\p{L}\d]/u.test(token)).length;
  const changed = changes.reduce(
    (sum, gap) => sum + words(is.slice(gap.other, gap.otherNext)) +
      words(was.slice(gap.one, gap.oneNext)), 0);
  // Two sentences that share a few words are two sentences.
  if (is.length > 9 && changed * 5 > (words(was) + words(is)) * 3) {
    changes = [{ one: 0, oneNext: was.length, other: 0, otherNext: is.length }];
  }
  const starts = [0];
  for (const token of is) starts.push(starts.at(-1) + token.length);
  return joined(changes, is).map((gap) => ({
    start: starts[gap.other], end: starts[gap.otherNext],
    old: was.slice(gap.one, gap.oneNext).join(""),
  }));
}

/** Joins changes with nothing but a space or a sign between them. */
function joined(changes, is) {
  const result = [];
  for (const gap of changes) {
    const last = result.at(-1);
    const between = last ? is.slice(last.otherNext, gap.other) : [];
    if (last && between.every((token) => !/[\p{L}\d]/u.test(token)) && between.length < 3) {
      last.oneNext = gap.oneNext;
      last.otherNext = gap.otherNext;
    } else {
      result.push({ ...gap });
    }
  }
  return result;
}

/** Makes a mark; what it says beside its colour is for those who do not see that. */
function mark(name, said, text) {
  const element = document.createElement(name);
  element.className = "rigbook-mark";
  const words = document.createElement("span");
  words.className = "rigbook-said";
  words.textContent = said;
  element.append(words, text);
  return element;
}

/** Marks a stretch of the text of some text nodes as new, with the old words before it. */
function markStretch(nodes, { start, end, old }) {
  let offset = 0;
  let isFirst = true;
  for (const node of nodes) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, node.length)];
    const isHere = end > start ? from < to : from <= node.length;
    offset += node.length;
    if (!isHere) continue;
    const piece = from > 0 ? node.splitText(from) : node;
    if (end > start && to - from < piece.length) piece.splitText(to - from);
    if (isFirst && old.trim()) piece.before(mark("del", "was ", old));
    isFirst = false;
    if (end === start) return;
    const place = document.createComment("");
    piece.replaceWith(place);
    const shown = mark("ins", "now ", piece);
    shown.title = old.trim() ? `was ${old.trim()}` : "not in the last release";
    place.replaceWith(shown);
    if (end <= offset) return;
  }
}

/** Takes all marks out of the page, so that it is as it was served. */
function unmark() {
  for (const element of document.querySelectorAll(".rigbook-mark")) {
    const parent = element.parentNode;
    if (element.nodeName === "DEL") element.remove();
    else element.replaceWith(...[...element.childNodes].slice(1));
    parent.normalize();
  }
}
