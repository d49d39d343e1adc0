// Drop a file anywhere on the upload panel; a chosen file is sent at once. Without JavaScript the button does it.
function bind(zone) {
  const input = zone.querySelector('input[type="file"]');
  const bar = zone.querySelector("[data-upload-progress]");
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    zone.requestSubmit();
  });
  input.addEventListener("change", () => input.files.length && zone.requestSubmit());
  zone.addEventListener("htmx:xhr:progress", (event) => {
    if (event.detail.total) bar.value = (100 * event.detail.loaded) / event.detail.total;
  });
}

for (const zone of document.querySelectorAll("[data-dropzone]")) bind(zone);
document.addEventListener("htmx:load", (event) => {
  const element = event.detail.elt;
  if (element.matches?.("[data-dropzone]")) bind(element);
});
