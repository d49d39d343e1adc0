// Which card an arrow key leads to. Pure.
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const BESIDE = 1e6; // what lies more beside than ahead

const middle = (box) => ({ x: box.x + box.w / 2, y: box.y + box.h / 2 });

// The nearest card in that direction, what lies aside counting double and only where nothing lies ahead. Home is the top.
export function neighbour(byId, boxes, at, key) {
  if (!boxes.length || (key !== "Home" && !STEPS[key])) return null;
  const from = byId.get(at);
  if (key === "Home" || !from) return boxes[0].node.id;
  const [dx, dy] = STEPS[key];
  const start = middle(from);
  let best = null;
  for (const box of boxes) {
    const { x, y } = middle(box);
    const ahead = (x - start.x) * dx + (y - start.y) * dy;
    if (ahead < 4) continue;
    const aside = Math.abs((x - start.x) * dy) + Math.abs((y - start.y) * dx);
    const cost = ahead + 2 * aside + (aside > 2 * ahead ? BESIDE : 0);
    if (!best || cost < best.cost) best = { id: box.node.id, cost };
  }
  return best?.id ?? at;
}
