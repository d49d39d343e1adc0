// The shape in which a tree fills a screen best: how many plants stand in a column, how wide a level may grow. Pure.
import { measure } from "./blocks.js";

const ROWS = [3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 25, 32, 40, 50, 64, 80, 100];
const MANY = 1500; // beyond it few shapes are tried, so that opening stays quick

const size = (nodes) => nodes.reduce((sum, node) => sum + 1 + size(node.open), 0);

export function bestShape(tops, view) {
  const n = size(tops);
  const rows = ROWS.filter((count) => count <= Math.max(n, ROWS[0])).filter((_, i) => n < MANY || i % 3 === 2);
  const widths = [Infinity, 1, 1.3, 1.7, 2.3, 3].map((factor) => factor * view.w);
  let best = { scale: 0 };
  for (const width of n < MANY ? widths : widths.slice(0, 1)) {
    for (const count of rows) {
      const { w, h } = measure(tops, { rows: count, width });
      const scale = Math.min(view.w / w, view.h / h, 1);
      if (scale > best.scale * 1.03) best = { rows: count, width, scale };
    }
  }
  return best;
}
