// Only what the page draws: flows between names and bars on a canvas, and tables that render the rows in view.
import { BarChart, SankeyChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import {
  FilterModule, FormatModule, InteractionModule, PageModule, ResizeTableModule, ResponsiveLayoutModule, SortModule,
  Tabulator,
} from "tabulator-tables";

use([BarChart, SankeyChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);
Tabulator.registerModule([
  FilterModule, FormatModule, InteractionModule, PageModule, ResizeTableModule, ResponsiveLayoutModule, SortModule,
]);
window.ententeLibraries = { chart: init, Table: Tabulator };
