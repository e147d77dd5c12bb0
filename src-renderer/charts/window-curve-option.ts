import type { StudyModel } from '@contract/study';
import type { EChartsOption } from 'echarts';
import { modelColours } from './model-colours';
import { chartFont, type Palette } from './palette';
import type { WindowCurve } from './study-data';

export interface WindowCurveWords {
  model(model: StudyModel): string;
  /** Under the axis. */
  windows: string;
  tick(percent: number): string;
}

/** IoT accuracy over the size of the window, one line for each model. */
export function windowCurveOption(
  curves: readonly WindowCurve[],
  palette: Palette,
  words: WindowCurveWords,
): EChartsOption {
  const text = { color: palette.muted, fontFamily: chartFont, fontSize: 11.5 };
  const windows = curves.flatMap(({ points }) => points.map(({ window }) => window));
  const all = [...new Set(windows)].sort((a, b) => a - b);
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    aria: { enabled: false },
    grid: { left: 52, right: 24, top: 14, bottom: 44 },
    xAxis: {
      type: 'category',
      data: all.map(String),
      name: words.windows,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: text,
      axisLabel: text,
      axisLine: { lineStyle: { color: palette['line-strong'] } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { ...text, formatter: words.tick },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: curves.map(({ model, points }) => ({
      type: 'line' as const,
      name: words.model(model),
      silent: true,
      symbol: 'circle',
      symbolSize: 7,
      data: points.map(({ window, value }): [string, number] => [String(window), 100 * value.mean]),
      lineStyle: { color: palette[modelColours[model]], width: 2 },
      itemStyle: { color: palette[modelColours[model]] },
    })),
  };
}
