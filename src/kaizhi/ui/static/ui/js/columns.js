// The column chooser: rows move by dragging or by their up button. The form posts them in the order they stand.
export function bind(root) {
  for (const list of root.querySelectorAll("[data-sortable]")) {
    let moving = null;
    list.addEventListener("dragstart", (event) => {
      moving = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
    });
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest("li");
      if (!moving || !over || over === moving || over.parentElement !== list) return;
      event.preventDefault();
      const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2;
      list.insertBefore(moving, below ? over.nextSibling : over);
    });
    list.addEventListener("dragend", () => {
      moving = null;
    });
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[data-up]")?.closest("li");
      if (row?.previousElementSibling) {
        list.insertBefore(row, row.previousElementSibling);
        row.querySelector("[data-up]").focus();
      }
    });
  }
}
