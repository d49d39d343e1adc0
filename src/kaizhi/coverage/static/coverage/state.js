// What the address says of the tree: view, what is opened by hand, selection, legend and search. The server reads the same.
const numbers = (text) => (text ?? "").split(".").filter((part) => /^\d+$/.test(part)).map(Number);

export class State {
  constructor(search) {
    const params = new URLSearchParams(search);
    this.view = params.get("view") ?? "";
    this.flips = new Set(numbers(params.get("flip")));
    this.at = numbers(params.get("at"))[0] ?? null;
    this.show = new Set((params.get("show") ?? "").split(".").filter(Boolean));
    this.words = params.get("q") ?? "";
    this.rows = params.get("rows") ?? "";
    this.hits = null; // numbers of the nodes that stay bright; null when nothing narrows
    this.revealed = new Set(); // opened only to show hits
  }

  get narrows() {
    return this.show.size > 0 || this.words !== "";
  }

  toggle(set, value) {
    if (!set.delete(value)) set.add(value);
  }

  get query() {
    const parts = {
      view: this.view,
      flip: [...this.flips].sort((a, b) => a - b).join("."),
      at: this.at ?? "",
      show: [...this.show].join("."),
      q: this.words,
      rows: this.rows,
    };
    const query = new URLSearchParams(Object.entries(parts).filter(([, value]) => value !== ""));
    return `?${query}`;
  }

  // The part of it that decides which nodes stay bright.
  get narrowing() {
    return `?${new URLSearchParams({ show: [...this.show].join("."), q: this.words })}`;
  }

  keep() {
    history.replaceState(history.state, "", this.query);
  }
}
