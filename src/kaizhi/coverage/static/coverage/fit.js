// The shape in which a tree fills a screen best: how many plants stand in a column, how wide a level may grow. Pure.
import { measure } from "./blocks.js";

const ROWS = [3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 32, 40, 50, 64, 80, 100];
const BANDS_GAIN = 1.25; // a level in several bands is harder to read: it must be that much larger
const ROOM_OF_ONE = 204 * 54; // a plant with its gaps
const MANY = 1500; // beyond it few shapes are tried, so that opening stays quick

const size = (nodes) => nodes.reduce((sum, node) => sum + 1 + size(node.open), 0);

export function bestShape(tops, view) {
  const n = size(tops);
  const rows = ROWS.filter((count) => count <= Math.max(n, ROWS[0])).filter((_, i) => n < MANY || i % 3 === 2);
  const square = Math.sqrt(n * ROOM_OF_ONE * (view.w / view.h)); // as wide as the screen is, for so many plants
  const widths = [Infinity, 1, 1.3, 1.7, 2.3, 3].map((factor) => factor * Math.max(view.w, square));
  let best = { scale: 0 };
  for (const width of n < MANY ? widths : widths.slice(0, 4)) {
    for (const count of rows) {
      const { w, h } = measure(tops, { rows: count, width });
      const scale = Math.min(view.w / w, view.h / h, 1);
      if (scale > best.scale * (width < Infinity && best.width === Infinity ? BANDS_GAIN : 1.03)) best = { rows: count, width, scale };
    }
  }
  return best;
}
