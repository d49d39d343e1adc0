// The one handler of answers that are errors, and of a lost connection. What was typed stays where it is.
import { toast } from "./toast.js";

function sentenceOf(xhr) {
  if ((xhr.getResponseHeader("Content-Type") ?? "").includes("json")) {
    try {
      return JSON.parse(xhr.responseText).message;
    } catch {
      return "";
    }
  }
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("[role=alert], .error-page > p:not(.code)")?.textContent.trim() ?? "";
}

const words = () => document.getElementById("toast").dataset;

// a refusal is said, never put in the place of what it refused to change
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status < 400 || !event.detail.xhr.responseText.includes(" data-error>")) return;
  event.detail.shouldSwap = false;
  event.detail.isError = true;
});
document.addEventListener("htmx:responseError", (event) => toast(sentenceOf(event.detail.xhr) || words().failed, "error"));
document.addEventListener("htmx:sendError", () => toast(words().offline, "error"));
document.addEventListener("htmx:timeout", () => toast(words().offline, "error"));
document.addEventListener("toast", (event) => toast(event.detail.text, event.detail.level));
document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.parentElement.remove());

export function bind() {}
