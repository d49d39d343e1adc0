// Column widths: drag the edge of a head; the list remembers.
const LEAST = 48;
const MOST = 800;

function keep(list, column, pixels) {
  const body = new URLSearchParams({ column, pixels });
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  fetch(list.dataset.widthUrl, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => {});
}

function drag(event, head, list) {
  event.preventDefault();
  const grip = event.target;
  const [start, width] = [event.clientX, head.offsetWidth];
  const to = (move) => Math.round(Math.max(LEAST, Math.min(MOST, width + move.clientX - start)));
  const onMove = (move) => (head.style.width = head.style.minWidth = head.style.maxWidth = `${to(move)}px`);
  grip.setPointerCapture(event.pointerId);
  grip.classList.add("on");
  grip.addEventListener("pointermove", onMove);
  grip.addEventListener("pointerup", (end) => {
    grip.classList.remove("on");
    grip.removeEventListener("pointermove", onMove);
    keep(list, head.dataset.column, to(end));
  }, { once: true });
}

export function bind(root) {
  const lists = root.matches?.("[data-width-url]") ? [root] : root.querySelectorAll("[data-width-url]");
  for (const list of lists) {
    for (const head of list.querySelectorAll("th[data-column]")) {
      const grip = document.createElement("span");
      grip.className = "grip";
      grip.addEventListener("pointerdown", (event) => drag(event, head, list));
      grip.addEventListener("click", (event) => event.stopPropagation());
      head.append(grip);
    }
  }
}
