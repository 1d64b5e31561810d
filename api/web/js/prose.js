// Turns a reply's text into blocks, keeping UTF-16 offsets so that evidence stays on its words.

import { el } from "./dom.js";

const BULLET = /^\s*[-*•]\s+/;
const NUMBERED = /^\s*\d{1,2}[.)]\s+/;
const HEADING = /^#{1,4}\s+/;

/** Splits text into `{kind, lines: [{start, end}]}`; kinds are p, ul, ol and h3. */
export function blocks(text) {
  const found = [];
  let at = 0;
  let open = null;
  for (const line of text.split("\n")) {
    const start = at;
    at += line.length + 1;
    if (!line.trim()) {
      open = null;
      continue;
    }
    const [kind, mark] = kindOf(line);
    if (!open || open.kind !== kind || kind === "h3") {
      open = { kind, lines: [] };
      found.push(open);
    }
    open.lines.push({ start: start + mark, end: start + line.length });
    if (kind === "h3") open = null;
  }
  return found;
}

function kindOf(line) {
  for (const [kind, pattern] of [["ul", BULLET], ["ol", NUMBERED], ["h3", HEADING]]) {
    const match = pattern.exec(line);
    if (match) return [kind, match[0].length];
  }
  return ["p", 0];
}

/** Renders one line: `**bold**`, and each span as what `mark(span, text)` makes of it. */
function inline(text, { start, end }, spans, mark) {
  const cuts = new Set([start, end]);
  const hidden = [];
  for (const match of text.slice(start, end).matchAll(/\*\*(?=\S)([^*]+?)\*\*/g)) {
    const from = start + match.index;
    const to = from + match[0].length;
    hidden.push({ from, to });
    for (const cut of [from, from + 2, to - 2, to]) cuts.add(cut);
  }
  const inside = spans.filter((span) => span.start < end && span.end > start);
  for (const span of inside) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const edges = [...cuts].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < edges.length; i += 1) {
    const [from, to] = [edges[i], edges[i + 1]];
    const bold = hidden.find((one) => from >= one.from && to <= one.to);
    if (bold && (to <= bold.from + 2 || from >= bold.to - 2)) continue;
    const piece = text.slice(from, to);
    const span = inside.find((one) => one.start <= from && one.end >= to);
    const node = span ? mark(span, piece) : piece;
    nodes.push(bold ? el("strong", {}, node) : node);
  }
  return nodes;
}

/** Brings `root` up to date with the text; blocks that did not change keep their elements. */
export function renderProse(root, text, spans, mark) {
  const wanted = blocks(text);
  wanted.forEach((block, index) => {
    const first = block.lines[0].start;
    const last = block.lines.at(-1).end;
    const inside = spans.filter((span) => span.start < last && span.end > first);
    const signature = JSON.stringify([block.kind, first, text.slice(first, last), inside]);
    const old = root.children[index];
    if (old?.dataset.signature === signature) return;
    const fresh = element(block, text, inside, mark);
    fresh.dataset.signature = signature;
    if (old) old.replaceWith(fresh);
    else root.append(fresh);
  });
  while (root.children.length > wanted.length) root.lastElementChild.remove();
}

function element(block, text, spans, mark) {
  const lines = block.lines.map((line) => inline(text, line, spans, mark));
  if (block.kind === "ul" || block.kind === "ol") {
    return el(block.kind, {}, ...lines.map((nodes) => el("li", {}, ...nodes)));
  }
  const nodes = lines.flatMap((line, index) => (index ? [el("br"), ...line] : line));
  return el(block.kind, {}, ...nodes);
}
