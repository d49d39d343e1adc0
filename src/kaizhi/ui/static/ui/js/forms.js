// Forms: ask before what cannot be undone, send no empty search fields, never send twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (form.method === "get" && form.matches("[data-sparse]")) {
    for (const field of form.elements) if (!field.value) field.disabled = true;
    setTimeout(() => [...form.elements].forEach((field) => (field.disabled = false)));
  }
}, true);

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get" || !event.target.matches("form")) return;
  const filled = event.detail.formData;
  for (const [name, value] of [...filled.entries()]) if (value === "") filled.delete(name);
});

// htmx asks through its own event, so that data-confirm works on links and buttons too
document.addEventListener("htmx:confirm", (event) => {
  const question = event.target.dataset?.confirm;
  if (!question || event.target.matches("form")) return;
  event.preventDefault();
  if (window.confirm(question)) event.detail.issueRequest(true);
});

document.addEventListener("htmx:beforeRequest", (event) => setBusy(event, true));
document.addEventListener("htmx:afterRequest", (event) => setBusy(event, false));

function setBusy(event, busy) {
  if (!(event.target instanceof HTMLFormElement) || event.target.method !== "post") return;
  for (const button of event.target.querySelectorAll("button:not([type=button])")) button.disabled = busy;
}

export function bind() {}
