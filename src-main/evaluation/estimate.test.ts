import { describe, expect, it } from 'vitest';
import { estimateOf, tQuantile95 } from './estimate';

describe("Student's t", () => {
  // Two-sided 95 %, NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2.
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [6, 2.447],
    [7, 2.365],
    [8, 2.306],
    [9, 2.262],
    [10, 2.228],
    [15, 2.131],
    [19, 2.093],
    [30, 2.042],
    [100, 1.984],
  ])('has the quantile of the table for %i degrees of freedom', (freedom, table) => {
    expect(tQuantile95(freedom)).toBeCloseTo(table, 3);
  });
});

describe('an estimate over seeds', () => {
  it('has the interval worked out by hand', () => {
    // Mean 5, standard deviation 1, so 5 +- 4.303 / sqrt(3).
    const { mean, low, high } = estimateOf([4, 5, 6]);
    expect(mean).toBe(5);
    expect(low).toBeCloseTo(2.516, 3);
    expect(high).toBeCloseTo(7.484, 3);
  });

  it('says nothing of the spread of one', () => {
    expect(estimateOf([0.5])).toEqual({ mean: 0.5, low: null, high: null });
  });

  it('is a point where all are alike', () => {
    expect(estimateOf([0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25 });
  });
});
