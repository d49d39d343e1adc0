// The demo's people: one click fills the sign-in form.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (!button) return;
  const form = document.querySelector("form:has(input[type=password])");
  for (const name of ["login", "password"]) {
    const field = form.elements[name];
    if (field) field.value = button.dataset[name];
  }
  form.querySelector("button:not([type=button])").focus();
});

export function bind() {}
