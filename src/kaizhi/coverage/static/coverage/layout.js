// Where everything goes: boxes for the cards and one path of lines below each parent. Pure.
import { GAP, SIZE, measure } from "./blocks.js";

const CORNER = 7;

// From (x, y) along the bus to `to`, then down to `bottom`, round the corner.
function elbow(x, y, to, bottom) {
  const r = Math.min(CORNER, Math.abs(to - x), bottom - y);
  if (r < 1) return `M${x} ${y}H${to}V${bottom}`;
  return `M${x} ${y}H${to - Math.sign(to - x) * r}Q${to} ${y} ${to} ${y + r}V${bottom}`;
}

function putGrid(one, x, y, from, bus, picture) {
  let path = "";
  for (const { node, x: cx, y: cy } of one.cells) picture.boxes.push({ node, size: "leaf", x: x + cx, y: y + cy, ...SIZE.leaf });
  for (let column = 0; column < one.columns; column++) {
    const spine = x + column * one.pitch;
    const inColumn = Math.min(one.rows, one.cells.length - column * one.rows);
    path += elbow(from, bus, spine, y + SIZE.leaf.h / 2 - CORNER);
    for (let row = 0; row < inColumn; row++) {
      const middle = y + row * one.step + SIZE.leaf.h / 2;
      path += `M${spine} ${row ? middle - one.step : middle - CORNER}V${middle - CORNER}Q${spine} ${middle} ${spine + CORNER} ${middle}H${spine + 12}`;
    }
  }
  return path;
}

function putBody(body, x, y, from, parent, picture) {
  let path = "";
  let top = y;
  for (const [i, band] of body.bands.entries()) {
    const bus = top - (i ? GAP.band : GAP.level) / 2;
    const start = i ? x : from;
    path += i ? `M${from} ${y - GAP.level / 2}H${x}V${bus}` : `M${from} ${y - GAP.level}V${bus}`;
    const left = x + body.margin + (body.bands.length > 1 ? 0 : (body.w - band.w) / 2);
    for (const one of band.blocks) {
      path += one.cells ? putGrid(one, left + one.left, top, start, bus, picture) : elbow(start, bus, left + one.left + one.at, top);
      if (!one.cells) put(one, left + one.left, top, picture);
    }
    top += band.h + GAP.band;
  }
  if (parent) picture.links.push({ id: parent.id, d: path, x, y: y - GAP.level, w: Math.max(body.w, 1), h: body.h + GAP.level });
}

function put(one, x, y, picture) {
  const left = x + one.at - one.card.w / 2;
  picture.boxes.push({ node: one.node, size: one.size, x: left, y, ...one.card });
  if (one.body) putBody(one.body, x + (one.w - one.body.w) / 2, y + one.card.h + GAP.level, x + one.at, one.node, picture);
}

export function layout(tops, shape) {
  const { forest, w, h } = measure(tops, shape);
  const picture = { boxes: [], links: [], w, h };
  if (forest.bands) putBody(forest, 0, 0, 0, null, picture);
  else put(forest, 0, 0, picture);
  return picture;
}
