// Search-as-you-type choice of one record: the text finds, the hidden field carries the key.
const DELAY_MS = 200;

function setUp(pick) {
  const [text, hidden] = pick.querySelectorAll("input");
  const list = pick.querySelector(".options");
  let [timer, turn] = [0, 0];

  const options = () => [...list.querySelectorAll("[role=option]")];
  const close = () => {
    list.hidden = true;
    text.setAttribute("aria-expanded", "false");
  };
  const mark = (index) => options().forEach((one, place) => one.setAttribute("aria-selected", String(place === index)));

  async function ask() {
    const mine = (turn += 1);
    const url = `${pick.dataset.pick}${pick.dataset.pick.includes("?") ? "&" : "?"}${new URLSearchParams({ q: text.value.trim() })}`;
    const answer = await fetch(url, { headers: { "HX-Request": "true" } });
    if (!answer.ok || mine !== turn) return;
    list.innerHTML = await answer.text();
    list.hidden = false;
    text.setAttribute("aria-expanded", "true");
    mark(0);
  }

  function take(option) {
    hidden.value = option.dataset.value;
    text.value = option.dataset.text;
    text.setCustomValidity("");
    close();
    hidden.dispatchEvent(new Event("change", { bubbles: true }));
  }

  text.addEventListener("input", () => {
    hidden.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(close), DELAY_MS);
  });
  text.addEventListener("focus", () => {
    if (!hidden.value) ask().catch(close);
  });
  text.addEventListener("blur", () => setTimeout(close, 150));
  text.addEventListener("keydown", (event) => {
    const at = options().findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(Math.max(0, Math.min(at + (event.key === "ArrowDown" ? 1 : -1), options().length - 1)));
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      take(options()[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

export function bind(root) {
  root.querySelectorAll("[data-pick]").forEach(setUp);
}
