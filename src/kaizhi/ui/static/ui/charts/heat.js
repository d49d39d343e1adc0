// A heat map: one row per series, the figure in each cell. With `bands` the four coverage bands colour it.
import { escaped, figure, frame, mark, names, withUnit } from "./palette.js";

const LIMITS = [[25, "red"], [50, "yellow"], [75, "green"], [100, "blue"]];

export const bandOf = (percent) => (percent === null ? "unknown" : (LIMITS.find(([limit]) => percent <= limit) ?? [0, "blue"])[1]);

function styleOf(value, tone, data, look) {
  if (value === null) return { color: look.surface, borderColor: look.tones.unknown, borderWidth: 1, borderType: "dashed" };
  return data.bands || tone ? mark(tone || bandOf(value), look) : undefined;
}

function cells(data, look) {
  return data.series.flatMap((one, row) =>
    one.values.map((value, column) => ({
      value: [column, row, value ?? 0],
      isUnknown: value === null,
      link: one.links[column],
      itemStyle: styleOf(value, one.tones[column], data, look),
    })),
  );
}

// The scale ends beyond the highest value, so that the figure on the darkest cell still reads.
export function options(data, look) {
  const known = data.series.flatMap((one) => one.values).filter((value) => value !== null);
  return {
    ...frame(look),
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    tooltip: { ...frame(look).tooltip, formatter: ({ value: [x, y] }) => `${escaped(data.series[y].name)} · ${escaped(data.categories[x])}: ${withUnit(data.series[y].values[x], data)}` },
    xAxis: { ...names(look, data), data: data.categories, position: "top" },
    yAxis: { ...names(look, data), data: data.series.map((one) => one.name), inverse: true },
    visualMap: data.bands ? undefined : { show: false, min: Math.min(...known, 0), max: 1.8 * Math.max(...known, 1), inRange: { color: [look.surface, look.series[0]] } },
    series: [{
      type: "heatmap", data: cells(data, look), itemStyle: { borderColor: look.surface, borderWidth: 2 },
      label: {
        show: true, formatter: ({ data: cell }) => (cell.isUnknown ? "—" : figure(cell.value[2], data)), color: look.text,
        ...(data.bands && { backgroundColor: look.surface, padding: [2, 5], borderRadius: 3 }),
      },
    }],
  };
}
