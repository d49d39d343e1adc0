// Edit in place: the input takes the focus, Escape gives the old value back. Enter is the form's own.
export function bind(root) {
  const forms = root.matches?.("form[data-inplace]") ? [root] : root.querySelectorAll("form[data-inplace]");
  for (const form of forms) {
    const input = form.querySelector("input:not([type=hidden]), select, textarea");
    if (input && !input.closest("[hidden]")) {
      input.focus();
      if (input.select) input.select();
    }
  }
}

// on the document, so that a quick Escape is not lost between the swap and the binding
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest?.("form[data-inplace]");
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  window.htmx.ajax("GET", form.dataset.cancel, { target: form.closest(".inplace"), swap: "outerHTML" });
}, true);

document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.elt;
  if (place.matches?.(".inplace") && !place.querySelector("form")) place.querySelector(".value")?.focus();
});
