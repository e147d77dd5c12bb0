import type { Confusion } from '@contract/results';
import { describe, expect, it } from 'vitest';
import { cellText, confusionCells, orderedConfusion } from './confusion-data';
import { confusionOption, confusionSize } from './confusion-option';
import { testPalette } from './testing';

const confusion: Confusion = {
  labels: ['non-iot', 'plug', 'camera'],
  matrix: [
    [0, 0, 0],
    [1, 2, 1],
    [0, 1, 999],
  ],
};

describe('the cells of the confusion matrix', () => {
  it('are shares of their row; a row without packets has none', () => {
    const cells = confusionCells(confusion);
    expect(cells).toHaveLength(9);
    expect(cells[0]).toEqual({ row: 0, column: 0, count: 0, total: 0, share: null });
    expect(cells[4]).toEqual({ row: 1, column: 1, count: 2, total: 4, share: 0.5 });
    const second = cells.filter((cell) => cell.row === 1);
    expect(second.reduce((sum, cell) => sum + (cell.share ?? 0), 0)).toBeCloseTo(1);
  });

  it('are moved with their names when put in order', () => {
    expect(orderedConfusion(confusion, 'non-iot')).toEqual({
      labels: ['camera', 'plug', 'non-iot'],
      matrix: [
        [999, 1, 0],
        [1, 2, 1],
        [0, 0, 0],
      ],
    });
  });

  it.each([
    [null, ''],
    [0, ''],
    [0.001, '<1'],
    [0.005, '1'],
    [0.496, '50'],
    [0.9996, '99'],
    [1, '100'],
  ])('show the share %s as "%s"', (share, text) => {
    expect(cellText(share, '<1')).toBe(text);
  });
});

describe('the option of the heat map', () => {
  interface Item {
    value: number[];
    label: { color: string };
  }
  const option = confusionOption(confusion, testPalette, {
    type: (type) => type.toUpperCase(),
    small: '<1',
    tooltip: (cell, truth, said) => [`${truth} & ${said}`, `${cell.count}/${cell.total}`],
  }) as unknown as {
    series: { data: (Item & { cell: unknown })[] }[];
    xAxis: { data: string[] };
    yAxis: { inverse: boolean };
    tooltip: { formatter(given: unknown): string };
  };

  it('keeps right names apart from wrong ones', () => {
    const [right, wrong] = option.series;
    expect(right?.data.map((item) => item.value.slice(0, 2))).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect(wrong?.data).toHaveLength(6);
  });

  it('reads like the table: truth downwards, answers across', () => {
    expect(option.xAxis.data).toEqual(['NON-IOT', 'PLUG', 'CAMERA']);
    expect(option.yAxis.inverse).toBe(true);
    const item = option.series[1]?.data.find((one) => one.value[0] === 2 && one.value[1] === 1);
    expect(item?.value[2]).toBe(25);
    expect(option.tooltip.formatter({ data: item })).toBe(
      '<strong>plug &amp; camera</strong><br>1/4',
    );
  });

  it('leaves every cell of twenty types room for its figure', () => {
    const { minWidth, maxWidth, height } = confusionSize(20);
    expect(minWidth / 20).toBeGreaterThanOrEqual(30);
    expect(height / 20).toBeGreaterThanOrEqual(30);
    expect(maxWidth).toBeGreaterThan(minWidth);
  });
});
