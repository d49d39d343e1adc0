// How large everything is: branches side by side, plants stacked in columns below their parent. Pure.
// A node is { id, leaf, open: [nodes shown below it] }; a shape is { rows: plants in a column, width: of a level }.
export const SIZE = { head: { w: 248, h: 82 }, branch: { w: 200, h: 70 }, leaf: { w: 176, h: 46 } };
export const GAP = { level: 42, block: 30, column: 28, row: 8, band: 34 };

const isStacked = (node, crowded) => !node.open.length && (node.leaf || crowded);

function grid(nodes, shape) {
  const columns = Math.ceil(nodes.length / shape.rows);
  const rows = Math.ceil(nodes.length / columns);
  const pitch = SIZE.leaf.w + GAP.column;
  const step = SIZE.leaf.h + GAP.row;
  const cells = nodes.map((node, i) => ({ node, x: Math.floor(i / rows) * pitch + 12, y: (i % rows) * step }));
  return { cells, columns, pitch, step, rows, w: columns * pitch - GAP.column + 12, h: rows * step - GAP.row };
}

// Blocks side by side; when they are wider together than the shape allows, in several bands.
function arrange(children, shape) {
  const crowded = children.filter((node) => !node.open.length && !node.leaf).length > 6;
  const stacked = children.filter((node) => isStacked(node, crowded));
  const blocks = children.filter((node) => !isStacked(node, crowded)).map((node) => block(node, shape, node.leaf ? "leaf" : "branch"));
  if (stacked.length) blocks.push(stacked.length === 1 ? block(stacked[0], shape, "leaf") : grid(stacked, shape));
  const bands = [];
  for (const one of blocks) {
    const band = bands.at(-1);
    if (band && band.w + GAP.block + one.w <= shape.width) {
      one.left = band.w + GAP.block;
      band.w = one.left + one.w;
      band.h = Math.max(band.h, one.h);
      band.blocks.push(one);
    } else {
      one.left = 0;
      bands.push({ blocks: [one], w: one.w, h: one.h });
    }
  }
  const margin = bands.length > 1 ? 18 : 0;
  const w = Math.max(...bands.map((band) => band.w)) + margin;
  const h = bands.reduce((sum, band) => sum + band.h, 0) + (bands.length - 1) * GAP.band;
  return { bands, margin, w, h };
}

function block(node, shape, size) {
  const card = SIZE[size];
  if (!node.open.length) return { node, size, card, w: card.w, h: card.h, at: card.w / 2 };
  const body = arrange(node.open, shape);
  const w = Math.max(card.w, body.w);
  return { node, size, card, body, w, h: card.h + GAP.level + body.h, at: w / 2 };
}

// The whole picture's size, with the blocks it is made of: cheap enough to try many shapes.
export function measure(tops, shape) {
  const forest = tops.length === 1 ? block(tops[0], shape, "head") : arrange(tops, shape);
  return { forest, w: forest.w, h: forest.h };
}

