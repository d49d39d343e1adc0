// Keyboard: / searches, ? helps, Ctrl+K goes anywhere. Not while typing.
import { open } from "./dialogs.js";

export const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable]") !== null;

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open("palette");
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("[data-search-box]")?.focus();
  }
  if (event.key === "?") open("help");
});

export function bind() {}
