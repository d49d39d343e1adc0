// Horizontal bars in parts; the part's name stands in its first bar's head line.
import { amounts, frame, names, points, withUnit } from "./palette.js";

export function options(data, look) {
  return {
    ...frame(look),
    grid: { ...frame(look).grid, top: 34, right: 16 },
    legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: look.text } },
    tooltip: { ...frame(look).tooltip, trigger: "item", valueFormatter: (value) => withUnit(value, data) },
    xAxis: { ...amounts(look, data), splitNumber: 4 },
    yAxis: { ...names(look, data), inverse: true },
    series: data.series.map((one) => ({ type: "bar", stack: "all", name: one.name, data: points(one, look), barMaxWidth: 22 })),
  };
}
