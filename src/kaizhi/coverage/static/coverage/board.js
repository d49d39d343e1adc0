// The drawing with its data: loads what is missing, lays out, draws, and keeps the place while nodes open and fold.
import { fitted, inSight, readable, towards } from "./camera.js";
import { Drawing } from "./draw.js";
import { download, pngBlob, printable, svgText } from "./export.js";
import { bestShape } from "./fit.js";
import { interact } from "./interact.js";
import { layout } from "./layout.js";
import { Loader } from "./load.js";
import { Model } from "./model.js";
import { fill } from "./text.js";

export class Board {
  constructor(page, data, state) {
    Object.assign(this, { page, data, state });
    this.model = new Model(data);
    this.loader = new Loader(this.model, data.urls.nodes);
    this.drawing = new Drawing(page.querySelector("#canvas"), data);
    const hands = { select: (id, go) => this.select(id, go), toggle: (id) => this.toggle(id), look: (id) => this.onLook(id), fit: () => this.fit() };
    const { zoom } = interact(this.drawing, hands);
    const tools = { in: () => zoom(1.25), out: () => zoom(0.8), fit: () => this.fit() };
    for (const button of page.querySelectorAll("[data-zoom]")) button.addEventListener("click", tools[button.dataset.zoom]);
    printable(this.drawing);
    new ResizeObserver(() => this.isShown?.() && this.shape && this.drawing.move(this.drawing.view)).observe(this.drawing.host);
  }

  async refresh(anchor) {
    const words = this.page.querySelector("#tree-found");
    try {
      await this.loader.load(this.state);
    } catch {
      words.textContent = this.data.words.failed;
      words.hidden = false;
      return;
    }
    this.#draw(anchor);
    words.hidden = this.state.hits === null;
    words.textContent = this.state.hits === null ? "" : fill(this.data.words.hits, { n: this.state.hits.size });
    this.#bringHits();
  }

  // Something bright must be on the screen.
  #bringHits() {
    const { hits } = this.state;
    const bright = hits ? this.drawing.boxes.filter((box) => hits.has(box.node.id)) : [];
    const { view, room } = this.drawing;
    if (bright.length && !bright.some((box) => inSight(view, box, room))) this.drawing.move(towards(view, bright[0], room));
  }

  #draw(anchor) {
    const tops = this.model.shown(this.state);
    const first = !this.shape;
    if (first) this.shape = bestShape(tops, this.drawing.room);
    const before = anchor && this.drawing.byId.get(anchor);
    const picture = layout(tops, this.shape);
    this.drawing.show(picture, this.state);
    const { view, room } = this.drawing;
    const now = before && this.drawing.byId.get(anchor);
    if (first) this.drawing.move(readable(picture, room));
    else if (now) this.drawing.move({ ...view, x: view.x + (before.x - now.x) * view.scale, y: view.y + (before.y - now.y) * view.scale });
    this.drawing.relook();
    if (first && this.state.at) this.find(this.state.at);
  }

  fit() {
    this.shape = bestShape(this.model.shown(this.state), this.drawing.room);
    this.#draw();
    this.drawing.move(fitted(this.drawing, this.drawing.room));
  }

  async toggle(id) {
    const node = this.model.byId.get(id);
    if (!node?.n) return;
    const was = this.model.isOpen(node, this.state);
    this.state.revealed.delete(id);
    if (this.model.isOpen(node, this.state) === was) this.state.toggle(this.state.flips, id);
    this.state.keep();
    await this.refresh(id);
  }

  select(id, go = false) {
    this.state.at = id;
    this.state.keep();
    this.drawing.relook();
    if (go) this.find(id);
  }

  find(id) {
    const box = this.drawing.byId?.get(id);
    if (!box) return;
    this.drawing.move(towards(this.drawing.view, box, this.drawing.room));
    this.drawing.relook();
  }

  async save(form) {
    if (!this.shape) await this.refresh();
    const blob = form === "png" ? await pngBlob(this.drawing) : new Blob([svgText(this.drawing)], { type: "image/svg+xml" });
    download(blob, `${this.data.name}.${form}`);
  }
}
