// Asks the server for what the drawing lacks: children of opened nodes, hits of a search or of the legend.
const AT_ONCE = 300; // nodes named in one address

export class Loader {
  constructor(model, url) {
    Object.assign(this, { model, url, asked: "" });
  }

  async #ask(query) {
    const answer = await fetch(`${this.url}${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async #narrow(state) {
    const query = state.narrows ? state.narrowing : "";
    if (query === this.asked) return;
    const { hits, open } = query ? await this.#ask(query) : {};
    state.hits = hits ? new Set(hits) : null;
    state.revealed = new Set(open ?? []);
    this.asked = query;
  }

  // Everything that is open must be here; a search may have opened more.
  async load(state) {
    await this.#narrow(state);
    for (let missing = this.model.missing(state); missing.length; missing = this.model.missing(state)) {
      this.model.add(await this.#ask(`?under=${missing.slice(0, AT_ONCE).join(".")}`));
    }
  }
}
