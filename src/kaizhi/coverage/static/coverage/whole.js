// The whole picture as an element of its own, for paper and for files.
import { card, tile } from "./card.js";
import { el, patterns } from "./svg.js";

const CROWD = 2500; // more cards than this are tiles here too
const MARGIN = 24;
const FOLDS = 12; // fold buttons reach below the lowest card

export function whole(drawing) {
  const { w, h, boxes, links } = drawing;
  const draw = boxes.length > CROWD ? tile : card;
  const cards = boxes.map((box) => {
    const made = draw(box, drawing.data);
    made.removeAttribute("id"); // the one on the screen has it
    drawing.look(made, box.node.id);
    return made;
  });
  const lines = links.map((link) => el("path", { d: link.d, class: "line" }));
  const size = { width: w + 2 * MARGIN, height: h + 2 * MARGIN + FOLDS };
  return el(
    "svg",
    { class: `tree-drawing whole${draw === tile ? " far" : ""}`, viewBox: `${-MARGIN} ${-MARGIN} ${size.width} ${size.height}`, ...size },
    patterns(),
    el("g", { class: "lines" }, lines),
    el("g", { class: "cards" }, cards),
  );
}
