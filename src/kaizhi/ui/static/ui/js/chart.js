// Draws charts when they come into view; the chart library is loaded only then. The table stays one click away.
const drawn = new Map();

// spelt out, so that the names can be replaced by hashed ones
const kinds = {
  bar: () => import("../charts/bar.js"),
  column: () => import("../charts/column.js"),
  funnel: () => import("../charts/funnel.js"),
  heat: () => import("../charts/heat.js"),
  line: () => import("../charts/line.js"),
  scatter: () => import("../charts/scatter.js"),
  stack: () => import("../charts/stack.js"),
};

async function draw(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const canvas = figure.querySelector(".canvas");
  const [echarts, { options }, { palette }] = await Promise.all([import(figure.dataset.echarts), kinds[data.kind](), import("../charts/palette.js")]);
  showDrawing(figure, true);
  const chart = echarts.init(canvas, null, { renderer: "svg" });
  const render = () => chart.setOption(options({ ...data, unknown: figure.dataset.unknown }, palette()), true);
  render();
  chart.on("click", (point) => {
    const link = data.series[point.seriesIndex]?.links?.[point.dataIndex] ?? point.data?.link;
    if (link) location.assign(link);
  });
  drawn.set(figure, { chart, render });
}

function showDrawing(figure, on) {
  figure.querySelector(".canvas").hidden = !on;
  figure.querySelector(".numbers").hidden = on;
  const button = figure.querySelector("[data-chart-table]");
  button.hidden = false;
  button.setAttribute("aria-expanded", String(!on));
}

const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    sight.unobserve(entry.target);
    draw(entry.target).catch(() => showDrawing(entry.target, false)); // the numbers are still there
  }
}, { rootMargin: "200px" });

const size = new ResizeObserver((entries) => {
  for (const entry of entries) if (entry.contentRect.width) drawn.get(entry.target.closest("[data-chart]"))?.chart.resize();
});

function forget() {
  for (const [figure, { chart }] of drawn) {
    if (figure.isConnected) continue;
    chart.dispose();
    drawn.delete(figure);
  }
}

export function bind(root) {
  forget();
  for (const figure of root.querySelectorAll("[data-chart]")) {
    sight.observe(figure);
    size.observe(figure.querySelector(".canvas"));
    figure.querySelector("[data-chart-table]").addEventListener("click", () => showDrawing(figure, figure.querySelector(".canvas").hidden));
  }
}

document.addEventListener("look:change", () => {
  for (const { render } of drawn.values()) render();
});
