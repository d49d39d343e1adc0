// The nodes the page knows so far, by number. Names the places of a node's short array (payload.py writes them).
const FIELDS = [
  "id", "parent", "label", "kind", "relation", "marks", "below", "closed", "person", "amount",
  "plants", "covered", "n", "descendants", "open", "full",
];
const PLANT = 3;
const OPEN_LEVELS = 2; // as the server's

export class Model {
  constructor(payload) {
    this.byId = new Map();
    this.tops = [];
    this.largest = payload.largest;
    this.add(payload);
  }

  add({ rows, people }) {
    for (const row of rows) {
      const node = Object.fromEntries(FIELDS.map((name, i) => [name, row[i]]));
      if (this.byId.has(node.id)) continue;
      const above = this.byId.get(node.parent);
      node.person = people[node.person] ?? null;
      node.kids = [];
      node.above = above ?? null;
      node.depth = above ? above.depth + 1 : 0;
      node.leaf = node.kind >= PLANT || !node.n;
      this.byId.set(node.id, node);
      (above ? above.kids : this.tops).push(node);
    }
  }

  isOpen(node, state) {
    if (!node.n) return false;
    if (state.revealed.has(node.id)) return true;
    const startsOpen = node.depth < OPEN_LEVELS && node.kind !== PLANT;
    return startsOpen !== state.flips.has(node.id);
  }

  // Open nodes whose children are not here yet.
  missing(state) {
    const found = [];
    const look = (nodes) => {
      for (const node of nodes) {
        if (!this.isOpen(node, state)) continue;
        if (node.kids.length < node.n) found.push(node.id);
        else look(node.kids);
      }
    };
    look(this.tops);
    return found;
  }

  // What the layout places: every open node with what is shown below it.
  shown(state) {
    const show = (node) => {
      const isOpen = this.isOpen(node, state) && node.kids.length === node.n;
      return { id: node.id, node, leaf: node.leaf, isOpen, open: isOpen ? node.kids.map(show) : [] };
    };
    return this.tops.map(show);
  }
}
