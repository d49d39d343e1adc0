// The drawing on the page: only what is open and near the screen is in the document.
import { card, tile } from "./card.js";
import { el, patterns } from "./svg.js";

const AROUND = 0.6; // so many screens around the visible part are drawn as well
const FAR = 0.36; // smaller than this nothing can be read: plain tiles

export class Drawing {
  constructor(host, data) {
    Object.assign(this, { host, data, boxes: [], links: [], w: 0, h: 0 });
    this.view = { x: 0, y: 0, scale: 1 };
    this.drawn = new Map();
    this.lines = el("g", { class: "lines", role: "none" });
    this.cards = el("g", { class: "cards", role: "none" });
    this.world = el("g", { role: "none" }, this.lines, this.cards);
    this.svg = el("svg", { class: "tree-drawing", role: "none" }, patterns(), this.world);
    host.append(this.svg);
  }

  get room() {
    return { w: this.host.clientWidth || 1000, h: this.host.clientHeight || 640 }; // hidden: any usual screen
  }

  // A new picture takes the place of the old one; the view stays.
  show(picture, state) {
    Object.assign(this, picture, { state });
    this.byId = new Map(picture.boxes.map((box) => [box.node.id, box]));
    this.lines.replaceChildren();
    this.cards.replaceChildren();
    this.drawn.clear();
    this.drawnLinks = new Set();
    this.move(this.view);
  }

  move(view) {
    this.view = view;
    this.world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
    const draw = view.scale < FAR ? tile : card;
    if (draw !== this.draw) {
      this.draw = draw;
      this.drawn.clear();
      this.cards.replaceChildren();
      this.svg.classList.toggle("far", draw === tile);
    }
    this.#cull();
  }

  #near({ x, y, w, h }, room) {
    const { x: dx, y: dy, scale } = this.view;
    const left = x * scale + dx;
    const top = y * scale + dy;
    return left < room.w * (1 + AROUND) && left + w * scale > -room.w * AROUND && top < room.h * (1 + AROUND) && top + h * scale > -room.h * AROUND;
  }

  #cull() {
    const room = this.room; // read once: after every card it would cost a layout
    const fresh = document.createDocumentFragment();
    for (const box of this.boxes) {
      const id = box.node.id;
      const has = this.drawn.has(id);
      const near = this.#near(box, room);
      if (near && !has) {
        const made = this.draw(box, this.data);
        this.look(made, id);
        this.drawn.set(id, made);
        fresh.append(made);
      } else if (!near && has) {
        this.drawn.get(id).remove();
        this.drawn.delete(id);
      }
    }
    this.cards.append(fresh);
    for (const link of this.links) {
      if (this.drawnLinks.has(link) || !this.#near(link, room)) continue;
      this.drawnLinks.add(link);
      this.lines.append(el("path", { d: link.d, class: "line" }));
    }
  }

  look(made, id) {
    const { hits, at } = this.state;
    made.classList.toggle("dim", hits !== null && !hits.has(id));
    made.classList.toggle("at", id === at);
    made.setAttribute("aria-selected", id === at);
  }

  // Selection and dimming only.
  relook() {
    for (const [id, made] of this.drawn) this.look(made, id);
    this.lines.classList.toggle("dim", this.state.hits !== null);
    this.host.setAttribute("aria-activedescendant", this.state.at ? `card-${this.state.at}` : "");
  }
}
