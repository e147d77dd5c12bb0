import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from './leaf-weights';

const share = (weights: number[], units: number): number[] => {
  const out = new Int32Array(weights.length);
  apportion(Int32Array.from(weights), units, out);
  return [...out];
};

describe('apportion', () => {
  it('gives the largest remainders one more, the first of equals first', () => {
    expect(share([1, 1, 1], 10)).toEqual([4, 3, 3]);
    // 3.33, 6.67: the second has the larger remainder.
    expect(share([1, 0, 2], 10)).toEqual([3, 0, 7]);
    expect(share([0, 5, 0], 7)).toEqual([0, 7, 0]);
  });

  it('gives everything away, and nobody is off by a whole unit', () => {
    const weights = array(integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 30 });
    assert(
      property(weights, integer({ min: 1, max: 2 ** 23 }), (given, units) => {
        given[0]! += 1;
        const shares = share(given, units);
        const sum = given.reduce((a, b) => a + b, 0);
        expect(shares.reduce((a, b) => a + b, 0)).toBe(units);
        shares.forEach((one, i) =>
          expect(Math.abs(one - (given[i]! * units) / sum)).toBeLessThan(1),
        );
      }),
    );
  });
});
