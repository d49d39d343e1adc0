// Where the drawing is looked at from: pan, zoom around a point, fit.
const LEAST = 0.03;
const MOST = 2.5;
const READABLE = 0.62; // a picture that fits only smaller than this starts readable instead, head office in the middle
const MARGIN = 20;

export const clamp = (scale) => Math.min(Math.max(scale, LEAST), MOST);

export function zoomed(view, factor, x, y) {
  const scale = clamp(view.scale * factor);
  const by = scale / view.scale;
  return { x: x - (x - view.x) * by, y: y - (y - view.y) * by, scale };
}

export function fitted(picture, room, least = 0) {
  const scale = clamp(Math.max(Math.min((room.w - 2 * MARGIN) / picture.w, (room.h - 2 * MARGIN - 10) / picture.h, 1.15), least));
  const fits = picture.w * scale <= room.w;
  const head = picture.boxes[0];
  const x = fits ? (room.w - picture.w * scale) / 2 : room.w / 2 - (head.x + head.w / 2) * scale;
  const y = picture.h * scale + 2 * MARGIN < room.h ? Math.max((room.h - picture.h * scale) / 3, MARGIN) : MARGIN;
  return { x, y, scale };
}

export const readable = (picture, room) => fitted(picture, room, Math.min(READABLE, 1));

// Whether a box is wholly on the screen.
export function inSight(view, box, room) {
  const left = box.x * view.scale + view.x;
  const top = box.y * view.scale + view.y;
  return left >= 0 && top >= 0 && left + box.w * view.scale <= room.w && top + box.h * view.scale <= room.h;
}

// The least move that brings a box into sight.
export function towards(view, box, room) {
  const left = box.x * view.scale + view.x;
  const top = box.y * view.scale + view.y;
  const right = left + box.w * view.scale;
  const bottom = top + box.h * view.scale;
  const by = (low, high, most) => (low < MARGIN ? MARGIN - low : high > most - MARGIN ? Math.max(most - MARGIN - high, MARGIN - low) : 0);
  return { ...view, x: view.x + by(left, right, room.w), y: view.y + by(top, bottom, room.h) };
}
