// The part of ECharts that our pages draw with. Served as static/vendor/echarts.min.js, an ES module.
// Both locales, EN and ZH, are registered by the library's core: init(element, theme, { locale: "ZH" }).
import { BarChart, FunnelChart, HeatmapChart, LineChart, ScatterChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  FunnelChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

export { connect, disconnect, dispose, format, getInstanceByDom, graphic, init, registerTheme, use, version } from "echarts/core";
