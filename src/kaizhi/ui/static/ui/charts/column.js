// Upright bars over time or few categories, each with its figure.
import { amounts, frame, label, names, points, withUnit } from "./palette.js";

export function options(data, look) {
  return {
    ...frame(look),
    grid: { ...frame(look).grid, right: 12, top: 24 },
    tooltip: { ...frame(look).tooltip, trigger: "item", valueFormatter: (value) => withUnit(value, data) },
    xAxis: names(look, data),
    yAxis: { ...amounts(look, data), splitNumber: 4 },
    series: data.series.map((one) => ({ type: "bar", name: one.name, data: points(one, look), barMaxWidth: 44, label: label(look, data, "top") })),
  };
}
