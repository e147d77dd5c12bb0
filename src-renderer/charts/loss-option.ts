import type { TrainingPoint } from '@contract/learning';
import type { EChartsOption } from 'echarts';
import { linesOfTraining } from './loss-data';
import { chartFont, type Palette } from './palette';

export interface LossWords {
  epochs: string;
  loss: string;
  accuracy: string;
  percent(share: number): string;
}

/**
 * How a training goes: the error on what it learns from and on a later block of time that it does not
 * learn from, in nats by the left axis, and its accuracy there, by the right one.
 */
export function lossOption(
  points: readonly TrainingPoint[],
  epochs: number | null,
  palette: Palette,
  words: LossWords,
): EChartsOption {
  const { loss, validationLoss, validationAccuracy } = linesOfTraining(points);
  const text = { color: palette.muted, fontFamily: chartFont, fontSize: 11.5 };
  const name = { nameTextStyle: { ...text, align: 'left' as const }, nameGap: 12 };
  const line = (
    data: [number, number][],
    colour: string,
    more: { yAxisIndex?: number; dashed?: boolean; dots?: boolean },
  ) => ({
    type: 'line' as const,
    data,
    yAxisIndex: more.yAxisIndex ?? 0,
    showSymbol: more.dots ?? false,
    symbolSize: 6,
    silent: true,
    lineStyle: {
      color: colour,
      width: 2,
      type: more.dashed ? ('dashed' as const) : ('solid' as const),
    },
    itemStyle: { color: colour },
  });
  return {
    animation: false,
    textStyle: { fontFamily: chartFont },
    aria: { enabled: false },
    grid: { left: 44, right: 52, top: 30, bottom: 40 },
    xAxis: {
      type: 'value',
      min: 0,
      max: epochs ?? undefined,
      minInterval: 1,
      name: words.epochs,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: text,
      axisLabel: text,
      axisLine: { lineStyle: { color: palette['line-strong'] } },
      splitLine: { show: false },
    },
    yAxis: [
      {
        type: 'value',
        min: 0,
        name: words.loss,
        ...name,
        axisLabel: text,
        splitLine: { lineStyle: { color: palette.line } },
      },
      {
        type: 'value',
        min: 0,
        max: 1,
        name: words.accuracy,
        nameTextStyle: { ...text, align: 'right' },
        nameGap: 12,
        axisLabel: { ...text, formatter: (value: number) => words.percent(value) },
        splitLine: { show: false },
      },
    ],
    series: [
      line(loss, palette.muted, {}),
      line(validationLoss, palette.accent, { dots: true }),
      line(validationAccuracy, palette.hidden, { yAxisIndex: 1, dashed: true, dots: true }),
    ],
  };
}
