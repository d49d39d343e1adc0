// A funnel: what is left after each step, with the share of the step before.
import { figure, frame } from "./palette.js";

export function options(data, look) {
  const [one] = data.series;
  const share = (place) => (place && one.values[place - 1] ? ` · ${Math.round((one.values[place] / one.values[place - 1]) * 100)}%` : "");
  return {
    ...frame(look),
    series: [{
      type: "funnel", sort: "none", left: 8, right: "34%", top: 8, bottom: 8, gap: 3, minSize: "4%",
      data: one.values.map((value, place) => ({ value, name: data.categories[place], itemStyle: { color: look.tones[one.tones[place]] ?? look.series[0], borderWidth: 0 } })),
      label: { position: "right", color: look.text, formatter: ({ name, value, dataIndex }) => `${name}  ${figure(value, data)}${share(dataIndex)}` },
      labelLine: { show: false },
    }],
  };
}
