// Rows of a list: a click opens the record, the quick look opens the drawer, J and K walk, X ticks, Enter opens.
import { isTyping } from "./keys.js";

const linkOf = (row) => row.querySelector("td:not(.t, .e) a");

document.addEventListener("click", (event) => {
  const peek = event.target.closest("a.peek");
  if (peek && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    window.htmx.ajax("GET", peek.getAttribute("href"), { target: "#drawer-body", swap: "innerHTML" });
    return;
  }
  const row = event.target.closest("table[data-rows] tbody tr:not(.more)");
  if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, .t")) return;
  if (String(getSelection())) return; // somebody is marking text
  const link = linkOf(row);
  if (link && (event.ctrlKey || event.metaKey)) window.open(link.href);
  else link?.click();
});

function move(rows, step) {
  const at = rows.findIndex((row) => row.classList.contains("at"));
  const next = rows[Math.max(0, Math.min(at + step, rows.length - 1))];
  rows[at]?.classList.remove("at");
  next.classList.add("at");
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const rows = [...document.querySelectorAll("table[data-rows] tbody tr:not(.more)")];
  if (!rows.length) return;
  const current = rows.find((row) => row.classList.contains("at"));
  const key = event.key.toLowerCase();
  if (key === "j") move(rows, 1);
  if (key === "k") move(rows, -1);
  if (key === "x") current?.querySelector('input[name="pk"]')?.click();
  if (key === "enter" && current && event.target === document.body) linkOf(current)?.click();
});

export function bind() {}
