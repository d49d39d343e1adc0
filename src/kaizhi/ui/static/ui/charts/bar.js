// Horizontal bars, the first category on top, each with its figure.
import { amounts, figure, frame, label, names, points, withUnit } from "./palette.js";

export function options(data, look) {
  return {
    ...frame(look),
    tooltip: { ...frame(look).tooltip, trigger: "item", valueFormatter: (value) => withUnit(value, data) },
    xAxis: { ...amounts(look, data), splitNumber: 4 },
    yAxis: { ...names(look, data), inverse: true },
    series: data.series.map((one) => ({
      type: "bar", name: one.name, data: points(one, look), barMaxWidth: 22, label: label(look, data, "right"),
      ariaLabel: one.values.map((value) => figure(value, data)).join(", "),
    })),
  };
}
