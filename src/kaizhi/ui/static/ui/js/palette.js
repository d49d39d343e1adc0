// Ctrl+K: modules by name at once, records from the search as they are typed. Arrows choose, Enter goes.
const DELAY_MS = 180;

function moduleItems(words) {
  const links = document.querySelectorAll("[data-modules] a, .tools .drop-body > a[href]");
  const seen = new Set();
  return [...links].filter((link) => {
    const fits = link.textContent.toLowerCase().includes(words) && !seen.has(link.href);
    seen.add(link.href);
    return fits;
  }).map((link) => {
    const item = document.createElement("a");
    item.href = link.href;
    item.setAttribute("role", "option");
    item.tabIndex = -1;
    item.append(...[...link.childNodes].map((node) => node.cloneNode(true)));
    return item;
  });
}

function choose(list, index) {
  const items = [...list.querySelectorAll("[role=option]")];
  const at = Math.max(0, Math.min(index, items.length - 1));
  items.forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
  items[at]?.scrollIntoView({ block: "nearest" });
  return at;
}

export function bind(root) {
  const dialog = root.querySelector("#palette");
  if (!dialog) return;
  const [input, list] = [dialog.querySelector("input"), dialog.querySelector("[role=listbox]")];
  let [at, timer, asked] = [0, 0, 0];

  async function records(words, turn) {
    const url = `${input.dataset.searchUrl}?${new URLSearchParams({ q: words, palette: "1" })}`;
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== asked) return;
    list.insertAdjacentHTML("beforeend", await answer.text());
    at = choose(list, at);
    if (!list.childElementCount) list.textContent = list.dataset.empty;
  }

  function refresh() {
    const words = input.value.trim().toLowerCase();
    list.replaceChildren(...moduleItems(words));
    at = choose(list, 0);
    asked += 1;
    clearTimeout(timer);
    if (words && input.dataset.searchUrl) timer = setTimeout(() => records(words, asked).catch(() => {}), DELAY_MS);
  }

  input.addEventListener("input", refresh);
  new MutationObserver(() => dialog.open && refresh()).observe(dialog, { attributeFilter: ["open"] });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = choose(list, at + (event.key === "ArrowDown" ? 1 : -1));
    }
    if (event.key === "Enter") list.querySelector('[aria-selected="true"]')?.click();
  });
}
