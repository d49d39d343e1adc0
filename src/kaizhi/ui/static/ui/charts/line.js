// Lines over time. Unknown values stay gaps; each line carries its name at its end.
import { amounts, frame, names, withUnit } from "./palette.js";

export function options(data, look) {
  return {
    ...frame(look),
    grid: { ...frame(look).grid, right: 96 },
    tooltip: { ...frame(look).tooltip, trigger: "axis", valueFormatter: (value) => withUnit(value, data) },
    xAxis: { ...names(look, data), boundaryGap: false },
    yAxis: { ...amounts(look, data), splitNumber: 4, scale: true },
    series: data.series.map((one) => ({
      type: "line", name: one.name, data: one.values, symbolSize: 7, lineStyle: { width: 2 }, connectNulls: false,
      endLabel: { show: true, color: look.text, formatter: (point) => `${one.name} ${withUnit(point.value, data)}` },
    })),
  };
}
