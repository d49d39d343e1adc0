// Points with a name each: categories name them, the first series is x, the second y.
import { amounts, escaped, frame, withUnit } from "./palette.js";

export function options(data, look) {
  const [x, y] = data.series;
  return {
    ...frame(look),
    tooltip: { ...frame(look).tooltip, formatter: ({ data: point }) => `${escaped(point.name)}<br>${escaped(x.name)}: ${withUnit(point.value[0], { ...data, unit: "" })}<br>${escaped(y.name)}: ${withUnit(point.value[1], data)}` },
    grid: { ...frame(look).grid, top: 30, bottom: 30 },
    xAxis: { ...amounts(look, { ...data, unit: "" }), name: x.name, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: look.muted } },
    yAxis: { ...amounts(look, data), name: y.name, nameTextStyle: { color: look.muted, align: "left" } },
    series: [{
      type: "scatter", symbolSize: 10,
      data: data.categories.map((name, place) => ({ name, value: [x.values[place], y.values[place]], link: y.links[place], itemStyle: { color: look.tones[y.tones[place]] } })),
    }],
  };
}
