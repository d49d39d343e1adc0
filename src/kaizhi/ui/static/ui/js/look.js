// Theme, density and the folded menu change at once; the server keeps the choice. Language reloads, as all words change.
const root = document.documentElement;

function apply(name, value) {
  if (name === "theme") root.className = root.className.replace(/theme-\w+/, `theme-${value}`);
  if (name === "density") root.className = root.className.replace(/\b(comfortable|compact)\b/, value);
  if (name === "menu") root.className = root.className.replace(/menu-\w+/, `menu-${value}`);
  document.dispatchEvent(new Event("look:change"));
}

function keep(form, name, value) {
  const data = new FormData(form);
  data.set(name, value);
  return fetch(form.action, { method: "POST", body: data, headers: { "X-Look": "quiet" } });
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!event.target.matches("[data-look], .fold") || !button || button.name === "language") return;
  event.preventDefault();
  const value = button.name === "menu" ? (root.className.includes("menu-folded") ? "open" : "folded") : button.value;
  apply(button.name, value);
  for (const other of event.target.querySelectorAll(`button[name="${button.name}"]`)) {
    if (other.value === value) other.setAttribute("aria-pressed", "true");
    else other.removeAttribute("aria-pressed");
  }
  keep(event.target, button.name, value).catch(() => {}); // the look holds for this page even when offline
});

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => document.dispatchEvent(new Event("look:change")));

export function bind() {}
