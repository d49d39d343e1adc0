// A short sentence at the foot of the page. Errors stay until they are closed.
const SHOWN_MS = 4000;

export function toast(text, level = "success") {
  const area = document.getElementById("toast");
  if (!area || !text) return;
  const line = document.createElement("p");
  line.className = level;
  line.append(text);
  const close = document.createElement("button");
  close.type = "button";
  close.className = "plain";
  close.textContent = "×";
  close.setAttribute("aria-label", area.dataset.close);
  close.addEventListener("click", () => line.remove());
  line.append(close);
  const top = document.querySelector("dialog[open]"); // a modal dialog covers everything outside it
  (top ?? document.body).append(area);
  area.append(line);
  if (level !== "error") setTimeout(() => line.remove(), SHOWN_MS);
}
