// The whole drawing as a file or on paper. Styles are written into the picture, so that it looks the same anywhere.
import { whole as wholeOf } from "./whole.js";

const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray", "stroke-linecap", "opacity", "font-size", "font-weight", "font-family", "letter-spacing", "text-decoration", "paint-order"];
const LONGEST_SIDE = 8000;

const lookOf = (computed) => KEPT.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";");

// Only what is computed on a shown element is known: the picture stands in the page, unseen, while it is read.
function settled(drawing) {
  const whole = wholeOf(drawing);
  const shelf = document.createElement("div");
  shelf.className = "shelf";
  shelf.append(whole);
  drawing.host.append(shelf);
  const ground = getComputedStyle(drawing.host).backgroundColor;
  const parts = [...whole.querySelectorAll("rect, path, circle, text, g")];
  const looks = parts.map((one) => lookOf(getComputedStyle(one)));
  for (const [i, one] of parts.entries()) {
    one.setAttribute("style", looks[i]); // only now: a part's look hangs on the classes of those around it
    one.removeAttribute("class");
  }
  whole.style.background = ground;
  shelf.remove();
  return { whole, ground };
}

export function svgText(drawing) {
  return new XMLSerializer().serializeToString(settled(drawing).whole);
}

export async function pngBlob(drawing) {
  const { whole, ground } = settled(drawing);
  const [w, h] = [whole.width.baseVal.value, whole.height.baseVal.value];
  const scale = Math.min(2, LONGEST_SIDE / Math.max(w, h));
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(whole))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.ceil(w * scale), height: Math.ceil(h * scale) });
  const pen = canvas.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// On paper the whole picture takes the place of the part on the screen.
export function printable(drawing) {
  let sheet = null;
  addEventListener("beforeprint", () => {
    sheet = wholeOf(drawing);
    drawing.host.append(sheet);
  });
  addEventListener("afterprint", () => sheet?.remove());
}
