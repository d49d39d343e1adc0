// The colours of the page's own stylesheet, so that charts follow the theme, and what every chart shares.
const series = (css) => ["--accent", "--band-blue", "--band-yellow", "--violet", "--band-red", "--faint"].map((name) => css.getPropertyValue(name).trim());

export function palette() {
  const css = getComputedStyle(document.documentElement);
  const of = (name) => css.getPropertyValue(name).trim();
  return {
    text: of("--text"), muted: of("--muted"), line: of("--line"), surface: of("--surface"), font: of("--font"),
    series: series(css),
    tones: {
      red: of("--band-red"), yellow: of("--band-yellow"), green: of("--band-green"), blue: of("--band-blue"),
      unknown: of("--band-unknown"), accent: of("--accent"), muted: of("--faint"),
    },
    isStill: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

// Shapes on the band colours, so that the colour is never the only sign.
const DECALS = {
  red: { symbol: "rect", rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 5], color: "rgb(255 255 255 / 45%)" },
  yellow: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], color: "rgb(255 255 255 / 50%)" },
  green: { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.5, color: "rgb(255 255 255 / 60%)" },
};

export const figure = (value, data) =>
  value === null || value === undefined || value === "" || Number.isNaN(value)
    ? data.unknown
    : Number(value).toLocaleString("en-US", { minimumFractionDigits: data.decimals, maximumFractionDigits: data.decimals });

export const withUnit = (value, data) => {
  const text = figure(value, data);
  return text === data.unknown || !data.unit ? text : `${text}${data.unit === "%" ? "%" : ` ${data.unit}`}`;
};

// tooltips are HTML, names are text
export const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const mark = (tone, look) => (tone ? { color: look.tones[tone], decal: DECALS[tone] } : undefined);

export const points = (one, look) =>
  one.values.map((value, place) => ({ value, itemStyle: mark(one.tones[place], look), cursor: one.links[place] ? "pointer" : "default" }));

export function frame(look) {
  return {
    animation: !look.isStill,
    animationDuration: 200,
    textStyle: { fontFamily: look.font, color: look.text },
    color: look.series,
    grid: { left: 8, right: 56, top: 16, bottom: 8, containLabel: true },
    tooltip: { backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.text, fontSize: 13 }, confine: true },
  };
}

export const amounts = (look, data) => ({
  type: "value",
  minInterval: data.decimals ? 0 : 1, // no third of a group
  axisLabel: { color: look.muted, formatter: (value) => (data.unit === "%" ? `${value}%` : value.toLocaleString("en-US")) },
  splitLine: { lineStyle: { color: look.line } },
});

// a category nobody knows a figure of says so beside its name
const named = (data) => data.categories.map((name, place) => (data.series.every((one) => one.values[place] === null) ? `${name} —` : name));

export const names = (look, data) => ({
  type: "category",
  data: named(data),
  axisLabel: { color: look.text, overflow: "truncate", width: 120 },
  axisLine: { lineStyle: { color: look.line } },
  axisTick: { show: false },
});

export const label = (look, data, position) => ({ show: true, position, color: look.text, formatter: (point) => figure(point.value, data) });
