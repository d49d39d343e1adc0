// Text on cards: how wide it will be, how much of it fits, amounts. Pure.
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

export function widthOf(text, size) {
  let em = 0;
  for (const sign of text) em += WIDE.test(sign) || sign === "…" ? 1 : /[A-Z%@mwMW]/.test(sign) ? 0.72 : /[\s.,:;'il|!()]/.test(sign) ? 0.3 : 0.56;
  return em * size;
}

export function shorten(text, size, room) {
  if (widthOf(text, size) <= room) return text;
  let kept = "";
  for (const sign of text) {
    if (widthOf(`${kept}${sign}…`, size) > room) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

// Ten-thousands with two decimals from minor units.
export function wan(minor, pattern) {
  const hundredths = Math.round(minor / 10_000);
  const figure = (hundredths / 100).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return pattern.replace("{n}", figure);
}

export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

// The coverage band of a share, as rules.py has it.
export function bandOf(covered, plants) {
  return plants ? ["red", "yellow", "green", "blue"][Math.max(Math.ceil((4 * Math.min(covered, plants)) / plants), 1) - 1] : "";
}
