import { describe, expect, it } from 'vitest';
import { balancedRows } from './balanced-rows';

const labelsOf = (...counts: number[]): Uint16Array =>
  Uint16Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)));

const perClass = (labels: Uint16Array, rows: Int32Array, classes: number): number[] => {
  const counts = new Array<number>(classes).fill(0);
  for (const row of rows) counts[labels[row]!]! += 1;
  return counts;
};

describe('balancedRows', () => {
  it('takes everything where there is room', () => {
    expect([...balancedRows(labelsOf(3, 2), 2, 10)]).toEqual([0, 1, 2, 3, 4]);
  });

  it('gives rare classes all their rows and shares the rest', () => {
    const labels = labelsOf(1000, 10, 500);
    expect(perClass(labels, balancedRows(labels, 3, 210), 3)).toEqual([100, 10, 100]);
  });

  it('spreads the rows of a class evenly', () => {
    const rows = balancedRows(labelsOf(100, 100), 2, 20);
    expect([...rows.slice(0, 3)].map((row, i) => row - i * 10)).toEqual([9, 9, 9]);
    expect(rows.at(-1)).toBe(199);
  });

  it('does with classes that have no rows', () => {
    expect([...balancedRows(labelsOf(0, 2), 2, 10)]).toEqual([0, 1]);
  });
});
