// What is typed into a form with data-draft is kept in this tab until the form is saved, through reloads and lost connections.
import { toast } from "./toast.js";

const keyOf = (form) => `draft:${location.pathname}:${form.dataset.draft}`;
const kept = (field) => field.name && !["hidden", "password", "file"].includes(field.type);

function restore(form) {
  const saved = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null");
  if (!saved) return;
  let changed = false;
  for (const field of [...form.elements].filter(kept)) {
    if (!(field.name in saved)) continue;
    const value = saved[field.name];
    if (field.type === "checkbox" || field.type === "radio") {
      const checked = value.includes(field.value);
      changed ||= field.checked !== checked;
      field.checked = checked;
    } else if (typeof value === "string" && field.value !== value) {
      field.value = value;
      changed = true;
    }
  }
  if (changed) toast(document.getElementById("toast").dataset.restored);
}

function keep(form) {
  const values = {};
  for (const field of [...form.elements].filter(kept)) {
    if (field.type === "checkbox" || field.type === "radio") {
      values[field.name] ??= [];
      if (field.checked) values[field.name].push(field.value);
    } else values[field.name] = field.value;
  }
  sessionStorage.setItem(keyOf(form), JSON.stringify(values));
}

export function bind(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (!form.querySelector('[aria-invalid="true"]')) restore(form);
    form.addEventListener("input", () => keep(form));
    form.addEventListener("reset", () => sessionStorage.removeItem(keyOf(form)));
    form.addEventListener("submit", () => sessionStorage.setItem("draft:sent", keyOf(form)));
    form.addEventListener("htmx:afterRequest", (event) => {
      if (event.target === form && event.detail.successful) sessionStorage.removeItem(keyOf(form));
    });
  }
  forgetSaved();
}

// A plain submit that led away from the form, or back to it without errors, has saved it.
function forgetSaved() {
  const sent = sessionStorage.getItem("draft:sent");
  if (!sent) return;
  sessionStorage.removeItem("draft:sent");
  const again = [...document.querySelectorAll("form[data-draft]")].find((form) => keyOf(form) === sent);
  if (!again) sessionStorage.removeItem(sent);
}
