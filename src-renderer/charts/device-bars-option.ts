import type { StudyModel, StudyRun } from '@contract/study';
import type { EChartsOption } from 'echarts';
import { modelColours } from './model-colours';
import { chartFont, type Palette } from './palette';
import { linesOf } from './timeline-option';

const barHeight = 11;
const between = 14;
const foot = 34;

/** The height of the chart in pixels. */
export function deviceBarsHeight(types: number, models: number): number {
  return 8 + types * (models * barHeight + between) + foot;
}

export interface DeviceBarsWords {
  type(type: string): string;
  model(model: StudyModel): string;
  percent(share: number | null): string;
  /** Of the axis: whole per cent. */
  tick(percent: number): string;
}

/**
 * Share of the packets of each type that each adversary named right (figures 9 and 10 of the 2019
 * paper), as bars side by side. A type that a run did not meet has no bar.
 * @param types From top to bottom.
 */
export function deviceBarsOption(
  runs: readonly Pick<StudyRun, 'model' | 'categoryAccuracy'>[],
  types: readonly string[],
  palette: Palette,
  words: DeviceBarsWords,
): EChartsOption {
  const text = { color: palette.ink, fontFamily: chartFont, fontSize: 12 };
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    aria: { enabled: false },
    grid: { left: 152, right: 28, top: 8, bottom: foot - 4 },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { ...text, color: palette.muted, formatter: words.tick },
      splitLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: types.map(words.type),
      axisLine: { lineStyle: { color: palette['line-strong'] } },
      axisTick: { show: false },
      axisLabel: { ...text, interval: 0, width: 138, overflow: 'truncate' },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.sunken, opacity: 0.6 } },
      confine: true,
      backgroundColor: palette.ink,
      borderWidth: 0,
      padding: [8, 12],
      textStyle: { color: palette.paper, fontSize: 12.5, fontFamily: chartFont },
      formatter: (given) => {
        const [first] = given as unknown as { dataIndex: number }[];
        const type = types[first?.dataIndex ?? 0] ?? '';
        const lines = runs.map(
          ({ model, categoryAccuracy }) =>
            `${words.model(model)}: ${words.percent(categoryAccuracy[type] ?? null)}`,
        );
        return linesOf([words.type(type), ...lines]);
      },
    },
    series: runs.map(({ model, categoryAccuracy }) => ({
      type: 'bar' as const,
      name: words.model(model),
      data: types.map((type) => {
        const share = categoryAccuracy[type];
        return share === undefined ? '-' : share * 100;
      }),
      barWidth: barHeight - 2,
      barGap: '20%',
      itemStyle: { color: palette[modelColours[model]], borderRadius: [0, 2, 2, 0] },
    })),
  };
}
