// Walk the records of the last list one by one, for a calling session. The list leaves its links in this tab.
import { isTyping } from "./keys.js";

const KEY = "walk";

function remember(list) {
  const links = [...list.querySelectorAll("table[data-rows] tbody tr:not(.more)")]
    .map((row) => row.querySelector("td:not(.t, .e) a")?.getAttribute("href"))
    .filter(Boolean);
  sessionStorage.setItem(KEY, JSON.stringify({ list: location.pathname + location.search, links }));
}

function link(href, words, rel) {
  const a = document.createElement(href ? "a" : "span");
  if (href) a.href = href;
  a.textContent = words;
  if (rel) a.rel = rel;
  return a;
}

function draw(nav) {
  const walk = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  const at = walk?.links.indexOf(location.pathname) ?? -1;
  if (at < 0) return;
  const place = document.createElement("span");
  place.textContent = `${at + 1} / ${walk.links.length}`;
  nav.replaceChildren(
    link(walk.list, nav.dataset.back),
    link(walk.links[at - 1], nav.dataset.previous, "prev"),
    place,
    link(walk.links[at + 1], nav.dataset.next, "next"),
  );
  nav.hidden = false;
}

document.addEventListener("click", (event) => {
  const list = event.target.closest("[data-list]");
  if (list && event.target.closest("table[data-rows]")) remember(list);
}, true);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const rel = { j: "next", k: "prev" }[event.key.toLowerCase()];
  if (rel) document.querySelector(`[data-walk] a[rel="${rel}"]`)?.click();
});

export function bind(root) {
  root.querySelectorAll("[data-walk]").forEach(draw);
}
