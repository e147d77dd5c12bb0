import { assert, float, integer, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { Random } from '../contract/random';
import { binBounds } from './bin-bounds';
import { binMatrix } from './bin-matrix';

const floats = float({ noNaN: true, noDefaultInfinity: true });

describe('binBounds', () => {
  it('puts bounds half way between values when each can have a bin', () => {
    expect([...binBounds(Float32Array.of(1, 1, 2, 4, 4, 4, 10), 4)]).toEqual([1.5, 3, 7]);
  });

  it('has no bounds for a column that does not vary', () => {
    expect(binBounds(Float32Array.of(7, 7, 7), 255)).toHaveLength(0);
  });

  it('puts a bound between neighbouring float32 numbers', () => {
    const high = Math.fround(1 + 2 ** -23);
    expect([...binBounds(Float32Array.of(1, high), 2)]).toEqual([1]);
  });

  it('shares many values out evenly', () => {
    const sorted = Float32Array.from({ length: 1000 }, (_, i) => i);
    expect([...binBounds(sorted, 4)]).toEqual([249.5, 499.5, 749.5]);
  });

  it('gives a value that fills a bin a bin alone', () => {
    const sorted = Float32Array.from({ length: 1000 }, (_, i) => (i < 300 ? i : i < 700 ? 500 : i));
    const bounds = [...binBounds(sorted, 10)];
    expect(bounds).toContain((299 + 500) / 2);
    expect(bounds).toContain((500 + 700) / 2);
    expect(bounds.length).toBeLessThanOrEqual(9);
  });

  it('keeps to the number of bins, ascending, whatever the values', () => {
    assert(
      property(
        uniqueArray(floats, { minLength: 1 }),
        integer({ min: 2, max: 9 }),
        (values, bins) => {
          const bounds = binBounds(Float32Array.from(values).sort(), bins);
          expect(bounds.length).toBeLessThan(bins);
          for (let i = 1; i < bounds.length; i += 1)
            expect(bounds[i]).toBeGreaterThan(bounds[i - 1]!);
        },
      ),
    );
  });
});

describe('binMatrix', () => {
  it('puts each value into the bin that as many bounds are below', async () => {
    const columns = 3;
    const random = new Random(3);
    const values = Float32Array.from({ length: 900 }, () => random.normal(0, 1e6));
    values.set([0, -0, 1e-40, -1e-40, 3e38, -3e38, 0.1, -0.1, 1]);
    const matrix = { rows: 300, columns, names: [], values };
    const binned = await binMatrix(matrix, new Uint16Array(300), 1, 64, quietJob);
    for (let row = 0; row < 300; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const own = binned.bounds.subarray(
          binned.boundStart[column],
          binned.boundStart[column + 1],
        );
        const below = own.filter((bound) => bound < values[row * columns + column]!).length;
        expect(binned.byColumn[column * 300 + row]).toBe(below);
        expect(binned.byRow[row * columns + column]).toBe(below);
      }
    }
  });
});
