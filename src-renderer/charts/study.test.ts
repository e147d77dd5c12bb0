import type { StudyBaseline, StudyRun } from '@contract/study';
import { describe, expect, it } from 'vitest';
import { deviceBarsHeight, deviceBarsOption } from './device-bars-option';
import { baselineIn, oneOfEach, runsIn, settingsOf, typesOf, windowCurves } from './study-data';
import { testPalette } from './testing';
import { windowCurveOption } from './window-curve-option';

const estimate = (mean: number) => ({ mean, low: null, high: null });
const run = (changes: Partial<StudyRun>): StudyRun =>
  ({
    vantage: 'wireguard',
    scenario: 'noisy',
    split: 'time',
    model: 'forest',
    window: 100,
    iotAccuracy: estimate(0.5),
    categoryAccuracy: {},
    ...changes,
  }) as StudyRun;
const words = {
  type: (type: string) => `<${type}>`,
  model: (model: string) => model,
  percent: String,
  tick: String,
  windows: 'windows',
};

describe('the runs of a study', () => {
  const runs = [
    run({}),
    run({ model: 'blstm', window: 20 }),
    run({ model: 'blstm', window: 100, iotAccuracy: estimate(0.4) }),
    run({ split: 'random' }),
  ];

  it('are parted by place, scenario and split', () => {
    const settings = settingsOf({ runs });
    expect(settings.map(({ split }) => split)).toEqual(['time', 'random']);
    expect(runsIn(runs, settings[1]!)).toEqual([runs[3]]);
  });

  it('are drawn once for each model, the largest window even where it does worse', () => {
    expect(oneOfEach(runs.slice(0, 3))).toEqual([runs[0], runs[2]]);
  });

  it('make a curve by window where there are several', () => {
    const curves = windowCurves(runs.slice(0, 3));
    expect(curves).toEqual([
      {
        model: 'blstm',
        points: [
          { window: 20, value: estimate(0.5) },
          { window: 100, value: estimate(0.4) },
        ],
      },
    ]);
    const option = windowCurveOption(curves, testPalette, words) as {
      xAxis: { data: string[] };
      series: { data: unknown }[];
    };
    expect(option.xAxis.data).toEqual(['20', '100']);
    expect(option.series.map(({ data }) => data)).toEqual([
      [
        ['20', 50],
        ['100', 40],
      ],
    ]);
  });

  it('have a baseline of their own setting, with shuffled labels before others', () => {
    const setting = { vantage: 'wireguard', scenario: 'noisy', split: 'time' } as const;
    const one = (changes: Partial<StudyBaseline>) =>
      ({ ...setting, window: 100, permuted: null, ...changes }) as StudyBaseline;
    const control = one({ window: 20, permuted: { chance: 0.2 } as StudyBaseline['permuted'] });
    expect(baselineIn([one({}), control, one({ split: 'random' })], setting)).toBe(control);
    expect(baselineIn([], setting)).toBeNull();
  });
});

describe('bars by device', () => {
  const runs = [
    run({ categoryAccuracy: { plug: 0.2, camera: 0.9, 'non-iot': 1 } }),
    run({ model: 'best', categoryAccuracy: { plug: 0.6, camera: 0.8 } }),
  ];
  const types = typesOf(runs, 'non-iot');

  it('have the best told type first, and phones and computers last', () => {
    expect(types).toEqual(['camera', 'plug', 'non-iot']);
  });

  it('are in per cent, one for each model, and none for a type that was not met', () => {
    const { series, yAxis } = deviceBarsOption(runs, types, testPalette, words) as {
      series: { data: unknown[]; itemStyle: { color: string } }[];
      yAxis: { data: string[] };
    };
    expect(yAxis.data).toEqual(['<camera>', '<plug>', '<non-iot>']);
    expect(series.map(({ data }) => data)).toEqual([
      [90, 20, 100],
      [80, 60, '-'],
    ]);
    expect(series[0]!.itemStyle.color).not.toBe(series[1]!.itemStyle.color);
  });

  it('are given more room where there are more of them', () => {
    expect(deviceBarsHeight(10, 3)).toBeGreaterThan(deviceBarsHeight(10, 2));
    expect(deviceBarsHeight(11, 2)).toBeGreaterThan(deviceBarsHeight(10, 2));
  });
});
