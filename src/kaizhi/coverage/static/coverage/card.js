// One node as a card: relation by colour, letter and pattern; name; amount; owner; ring; mark.
import { bar, face, fold, mark, ring } from "./parts.js";
import { el, text } from "./svg.js";
import { fill, shorten, wan } from "./text.js";

const UNCOVERED = "uncovered";

function letter(relation, x, y) {
  if (!relation.letter) return null;
  return el("g", { class: "letter" }, el("rect", { x, y, width: 18, height: 18, rx: 4.5 }), text(relation.letter, x + 9, y + 13, "letter-sign", "middle"));
}

// What the second line says: money where there is some, else the relation.
function money(node, words) {
  return node.amount ? wan(node.amount, words.wan) : "";
}

function leaf(node, relation, size, words, largest) {
  const amount = money(node, words);
  const open = node.open ? fill(words.open, { n: node.open }) : "";
  const state = node.closed ? words.closed : relation.word;
  const second = amount ? [bar(node.amount, largest, 12, 32.5, 40), text(amount, 58, 37.5, "second")] : text([state, open].filter(Boolean).join(" · "), 12, 37.5, "second");
  const room = size.w - 36 - (node.marks || node.below ? 26 : 10);
  return [
    letter(relation, 11, 7),
    text(shorten(node.label, 13, room), 36, 20.5, "name"),
    second,
    face(node.person, size.w - 17, 32.5),
    mark(node, size.w - 15, 14, words),
  ];
}

function branch(node, size, words, isHead, unidentified) {
  const r = isHead ? 26 : 20;
  const left = node.plants ? (isHead ? 40 : 32) + r + 10 : 16;
  const room = size.w - left - (node.marks || node.below ? 28 : 12);
  const known = node.plants && fill(words.plants[node.plants === 1 ? 0 : 1], { n: node.plants });
  const missing = isHead && unidentified ? fill(words.unidentified, { n: unidentified }) : "";
  const third = [missing || known, node.open && fill(words.open, { n: node.open })]; // the ring says how many plants
  const size1 = isHead ? 16 : 14;
  return [
    ring(node, isHead ? 40 : 32, size.h / 2, r),
    text(shorten(node.label, size1, room), left, isHead ? 28 : 23, isHead ? "name large" : "name"),
    text(money(node, words) || words.kinds[node.kind], left, isHead ? 47.5 : 40.5, "second strong"),
    text(shorten(third.filter(Boolean).join(" · "), 11.5, size.w - left - 32), left, isHead ? 64.5 : 56, "second"),
    face(node.person, size.w - 19, size.h - 18),
    mark(node, size.w - 17, 17, words),
  ];
}

// A card too small to be read: its colour and its place.
export function tile({ node: { node }, size, x, y, w, h }, { words }) {
  const relation = words.relations[node.relation].code || "none";
  return el("g", { class: `card ${size} r-${relation}`, "data-id": node.id, transform: `translate(${x} ${y})` }, el("rect", { class: "box", width: w, height: h, rx: 8 }));
}

export function card(box, { words, largest, unidentified }) {
  const { node: shown, size, w, h } = box;
  const { node } = shown;
  const relation = words.relations[node.relation];
  const isLeaf = size === "leaf";
  const covered = node.plants && !node.leaf ? fill(words.covered, { n: node.covered, total: node.plants }) : "";
  const said = [node.full || node.label, relation.word, money(node, words), covered].filter(Boolean).join(", ");
  return el(
    "g",
    {
      class: `card ${size} r-${relation.code || "none"}${node.closed ? " closed" : ""}`,
      id: `card-${node.id}`,
      "data-id": node.id,
      role: "treeitem",
      "aria-level": node.depth + 1,
      "aria-label": said,
      "aria-expanded": node.n ? shown.isOpen : null,
      transform: `translate(${box.x} ${box.y})`,
    },
    el("title", {}, node.full || node.label),
    el("rect", { class: "box", width: w, height: h, rx: 8 }),
    isLeaf && relation.code !== UNCOVERED && el("path", { class: "edge", d: `M8 0A8 8 0 0 0 0 8V${h - 8}A8 8 0 0 0 8 ${h}H5V0Z` }),
    isLeaf ? leaf(node, relation, box, words, largest) : branch(node, box, words, size === "head", unidentified),
    fold(shown, isLeaf ? w - 44 : w / 2, h, words),
  );
}
