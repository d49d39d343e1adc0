// Ticked rows: counts them, ticks all shown, takes every match, and asks an action's question in the dialog first.
import { open } from "./dialogs.js";

const ticks = (form) => [...form.querySelectorAll('tbody input[name="pk"]')];

function show(form) {
  const words = form.querySelector("[data-batch-count]");
  const n = ticks(form).filter((tick) => tick.checked).length;
  const everything = form.elements.all.value === "1";
  words.textContent = everything ? words.dataset.allWords : words.dataset.words.replace("{n}", n);
  const head = form.querySelector("[data-tick-all]");
  if (head) {
    head.checked = n > 0 && n === ticks(form).length;
    head.indeterminate = n > 0 && !head.checked;
  }
}

function setAll(form, checked) {
  for (const tick of ticks(form)) tick.checked = checked;
  form.elements.all.value = "";
  show(form);
}

async function ask(form, url) {
  const query = new URLSearchParams(new FormData(form));
  query.delete("csrfmiddlewaretoken");
  await window.htmx.ajax("GET", `${url}${url.includes("?") ? "&" : "?"}${query}`, { target: "#dialog-body", swap: "innerHTML" });
  open("dialog");
}

export function bind(root) {
  for (const form of root.querySelectorAll("form[data-batch]")) {
    if (!form.querySelector("[data-batch-count]")) continue;
    form.addEventListener("change", (event) => {
      if (event.target.matches("[data-tick-all]")) setAll(form, event.target.checked);
      else if (event.target.name === "pk") {
        form.elements.all.value = "";
        show(form);
      }
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.matches("[data-batch-none]")) setAll(form, false);
      if (button.matches("[data-batch-all]")) {
        setAll(form, true);
        form.elements.all.value = "1";
        show(form);
      }
      if (button.dataset.asks) {
        event.preventDefault();
        ask(form, button.dataset.asks);
      }
    });
    show(form);
  }
}
