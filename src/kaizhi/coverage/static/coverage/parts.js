// The parts a card is made of: ring, owner, amount bar, mark, fold button.
import { el, text } from "./svg.js";
import { bandOf, fill } from "./text.js";

const LONGEST_COUNT = 7; // more signs do not fit into the ring

export function ring(node, x, y, r) {
  if (!node.plants) return null;
  const share = (100 * Math.min(node.covered, node.plants)) / node.plants;
  const count = `${node.covered}/${node.plants}`;
  const words = count.length > LONGEST_COUNT ? `${share.toFixed(1)}%` : count;
  return el(
    "g",
    { class: `tree-ring ${bandOf(node.covered, node.plants)}`, transform: `translate(${x} ${y})` },
    el("circle", { class: "ring-track", r }),
    share > 0 && el("circle", { class: "ring-arc", r, pathLength: 100, "stroke-dasharray": `${share} 100`, transform: "rotate(-90)" }),
    text(words, 0, words.length > 4 ? 3.4 : 4, words.length > 4 ? "ring-text small" : "ring-text", "middle"),
  );
}

export function face(person, x, y) {
  if (!person) return null;
  const [name, initials, hue] = person;
  return el(
    "g",
    { class: `owner hue-${hue}` },
    el("title", {}, name),
    el("circle", { cx: x, cy: y, r: 9.5 }),
    text(initials, x, y + 3, "initials", "middle"),
  );
}

export function bar(amount, largest, x, y, w) {
  const part = largest ? Math.min(amount / largest, 1) : 0;
  return el(
    "g",
    { class: "amount" },
    el("rect", { class: "bar-track", x, y, width: w, height: 4, rx: 2 }),
    part > 0 && el("rect", { class: "bar-fill", x, y, width: Math.max(w * part, 3), height: 4, rx: 2 }),
  );
}

// One mark: its own in full colour; a hollow one where only something below has trouble.
export function mark(node, x, y, words) {
  const bits = node.marks || node.below;
  if (!bits) return null;
  const said = Object.entries(words.marks).filter(([bit]) => bits & Number(bit)).map(([, word]) => word).join(" · ");
  return el(
    "g",
    { class: node.marks ? "trouble" : "trouble below", transform: `translate(${x} ${y})` },
    el("title", {}, said),
    el("path", { d: "M0-6.5L7 5.5H-7Z" }),
    text("!", 0, 4, "trouble-sign", "middle"),
  );
}

export function fold(shown, x, y, words) {
  const { node, isOpen } = shown;
  if (!node.n) return null;
  const label = isOpen ? "−" : `+${node.descendants}`;
  const w = Math.max(20, 10 + label.length * 6.5);
  return el(
    "g",
    { class: "fold-button", "data-fold": node.id, transform: `translate(${x} ${y})`, role: "button", "aria-label": fill(isOpen ? words.fold : words.unfold, { name: node.label }) },
    el("rect", { x: -w / 2, y: -9, width: w, height: 18, rx: 9 }),
    text(label, 0, 4, "fold-text", "middle"),
  );
}
