// Making SVG elements.
const NS = "http://www.w3.org/2000/svg";

export function el(name, attributes = {}, ...children) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) made.setAttribute(key, value);
  for (const child of children.flat(Infinity)) if (child) made.append(child);
  return made;
}

export const text = (words, x, y, className, anchor) => el("text", { x, y, class: className, "text-anchor": anchor ?? null }, String(words));

// The patterns that say a relation without colour.
export function patterns() {
  const line = (d) => el("path", { d, class: "pattern-line" });
  return el(
    "defs",
    {},
    el("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, el("rect", { width: 6, height: 6, class: "pattern-ground rival" }), line("M0 0V6")),
    el("pattern", { id: "dots", width: 5, height: 5, patternUnits: "userSpaceOnUse" }, el("rect", { width: 5, height: 5, class: "pattern-ground gone" }), el("circle", { cx: 2.5, cy: 2.5, r: 1, class: "pattern-dot" })),
  );
}
