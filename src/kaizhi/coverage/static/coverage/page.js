// The tree page: one state, shown as a drawing or as a table; the address always says which.
import { Board } from "./board.js";
import { State } from "./state.js";

const page = document.getElementById("tree");
const data = JSON.parse(document.getElementById("tree-data").textContent);
const state = new State(location.search);
const board = new Board(page, data, state);
const narrow = matchMedia("(max-width: 640px)");
const isTable = () => (state.view || (narrow.matches ? "table" : "drawing")) === "table";

function show() {
  page.dataset.view = state.view;
  for (const link of page.querySelectorAll("[data-view-link]")) {
    link.toggleAttribute("aria-current", (link.dataset.viewLink === "table") === isTable());
  }
  for (const link of page.querySelectorAll("[data-show]")) link.setAttribute("aria-pressed", state.show.has(link.dataset.show));
}

async function refresh() {
  state.keep();
  show();
  if (isTable()) await window.htmx.ajax("GET", `${location.pathname}${state.query}`, { target: "#tree-table", swap: "outerHTML" });
  else await board.refresh();
}

const look = (id) => window.htmx.ajax("GET", data.urls.look.replace("/0/", `/${id}/`), { target: "#drawer-body", swap: "innerHTML" });

const acts = {
  viewLink: (link) => (state.view = link.dataset.viewLink),
  show: (link) => state.toggle(state.show, link.dataset.show),
  flip: (link) => state.toggle(state.flips, Number(link.dataset.flip)),
  more: (link) => (state.rows = new URLSearchParams(link.search).get("rows")),
};

page.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const picture = event.target.closest("[data-picture]");
  if (picture) board.save(picture.dataset.picture);
  if (event.target.closest("[data-print]")) print();
  const about = event.target.closest("a[data-look]");
  if (about) {
    event.preventDefault();
    state.at = Number(about.closest("[data-id]").dataset.id);
    state.keep();
    board.find(state.at);
    look(state.at);
  }
  const link = event.target.closest("a[data-view-link], a[data-show], a[data-flip], a[data-more]");
  if (!link) return;
  event.preventDefault();
  for (const [name, act] of Object.entries(acts)) if (name in link.dataset) act(link);
  refresh();
});

// A link that acts as a button answers the space bar as one.
page.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches("a[role=button]")) return;
  event.preventDefault();
  event.target.click();
});

let typed;
page.querySelector("[data-tree-find]").addEventListener("input", (event) => {
  clearTimeout(typed);
  typed = setTimeout(() => {
    state.words = event.target.value.trim();
    refresh();
  }, 250);
});
page.querySelector("[data-tree-find]").addEventListener("submit", (event) => event.preventDefault());

narrow.addEventListener("change", refresh);
board.onLook = look;
board.isShown = () => !isTable();
show();
if (!isTable()) board.refresh();
