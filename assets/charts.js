// The part of ECharts that our pages draw with. Served as static/vendor/echarts.min.js, an ES module.
// Both locales, EN and ZH, are registered by the library's core: init(element, theme, { locale: "ZH" }).
import { BarChart, CustomChart, FunnelChart, HeatmapChart, LineChart, ScatterChart, TreeChart } from "echarts/charts";
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([
  BarChart,
  CustomChart,
  FunnelChart,
  HeatmapChart,
  LineChart,
  ScatterChart,
  TreeChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  CanvasRenderer,
  SVGRenderer,
]);

export { connect, disconnect, dispose, format, getInstanceByDom, graphic, init, registerTheme, use, version } from "echarts/core";
