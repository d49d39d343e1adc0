// Hands on the drawing: drag and pinch, wheel with Ctrl, click, and the keyboard.
import { zoomed } from "./camera.js";
import { neighbour } from "./walk.js";

const CLICK = 5; // pixels a finger may tremble and still click

function point(host, event) {
  const box = host.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function pointers(drawing, onClick) {
  const held = new Map();
  let travelled = 0;
  const { host } = drawing;
  host.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.set(event.pointerId, point(host, event));
    travelled = held.size > 1 ? Infinity : 0;
  });
  host.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = point(host, event);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, now);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    if (travelled > CLICK && !host.hasPointerCapture(event.pointerId)) host.setPointerCapture(event.pointerId);
    if (other) {
      const apart = (from) => Math.max(Math.hypot(from.x - other.x, from.y - other.y), 1);
      drawing.move(zoomed(drawing.view, apart(now) / apart(before), (now.x + other.x) / 2, (now.y + other.y) / 2));
    } else if (travelled > CLICK) {
      host.classList.add("held");
      drawing.move({ ...drawing.view, x: drawing.view.x + now.x - before.x, y: drawing.view.y + now.y - before.y });
    }
  });
  const release = (event) => {
    if (!held.delete(event.pointerId)) return;
    host.classList.remove("held");
    if (event.type === "pointerup" && travelled <= CLICK) onClick(event);
  };
  for (const name of ["pointerup", "pointercancel"]) host.addEventListener(name, release);
}

export function interact(drawing, { select, toggle, look, fit }) {
  const { host } = drawing;
  pointers(drawing, (event) => {
    const fold = event.target.closest("[data-fold]");
    const card = event.target.closest("[data-id]");
    if (fold) toggle(Number(fold.dataset.fold));
    else if (card) {
      select(Number(card.dataset.id));
      look(Number(card.dataset.id));
    }
  });
  host.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the plain wheel scrolls the page
      event.preventDefault();
      const { x, y } = point(host, event);
      drawing.move(zoomed(drawing.view, Math.exp(-event.deltaY / 300), x, y));
    },
    { passive: false },
  );
  const zoom = (factor) => drawing.move(zoomed(drawing.view, factor, drawing.room.w / 2, drawing.room.h / 2));
  const keys = {
    "+": () => zoom(1.25),
    "=": () => zoom(1.25),
    "-": () => zoom(0.8),
    0: fit,
    Enter: () => drawing.state.at && look(drawing.state.at),
    " ": () => drawing.state.at && toggle(drawing.state.at),
  };
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbour(drawing.byId, drawing.boxes, drawing.state.at, event.key);
    if (next) select(next, true);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { zoom };
}
