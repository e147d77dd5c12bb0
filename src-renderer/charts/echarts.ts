import { BarChart, CustomChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only the parts that our charts are made of. Aria brings the decals (hatching).
use([
  CanvasRenderer,
  BarChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  DataZoomComponent,
  TooltipComponent,
  VisualMapComponent,
  AriaComponent,
]);
