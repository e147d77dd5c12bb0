import { expect, it } from 'vitest';
import { Random } from '../contract/random';
import { fitRidge } from './ridge';
import { matrixOf } from './testing/synthetic';

it('finds the weights that numbers were made of, and shrinks those of noise', () => {
  const random = new Random(1);
  const rows = 300;
  const values = Float32Array.from({ length: 4 * rows }, () => random.normal(5, 2));
  const truth = Float64Array.from({ length: rows }, (_, row) => {
    return 7 + 3 * values[4 * row]! - 0.5 * values[4 * row + 1]! + random.normal(0, 0.01);
  });
  const alike = new Float64Array(rows).fill(1);
  const { weights, offset } = fitRidge(matrixOf(values, 4), truth, alike, 1e-8);
  [3, -0.5, 0, 0].forEach((weight, c) => expect(Math.abs(weights[c]! - weight)).toBeLessThan(0.01));
  expect(Math.abs(offset - 7)).toBeLessThan(0.05);
  const costly = fitRidge(matrixOf(values, 4), truth, alike, 1);
  // Of columns of deviation 1 that do not depend on each other a cost of 1 halves the weights.
  expect(costly.weights[0]! / 3).toBeCloseTo(0.5, 1);
});

it('solves what has an answer by hand', () => {
  // x = (1, 2, 4), y = (1, 3, 4); the slope of least squares is 13/14, through the means 7/3 and 8/3.
  const { weights, offset } = fitRidge(
    matrixOf(Float32Array.of(1, 2, 4), 1),
    Float64Array.of(1, 3, 4),
    Float64Array.of(1, 1, 1),
    0,
  );
  expect(weights[0]).toBeCloseTo(13 / 14, 6);
  expect(offset).toBeCloseTo(8 / 3 - (7 / 3) * (13 / 14), 6);
});

it('takes more from rows that count more, and nothing from a column that stays', () => {
  const { weights, offset } = fitRidge(
    matrixOf(Float32Array.of(1, 9, 2, 9, 3, 9), 2),
    Float64Array.of(1, 2, 30),
    Float64Array.of(1, 1, 1e-9),
    1e-9,
  );
  expect(weights[0]).toBeCloseTo(1, 2);
  expect(weights[1]).toBeCloseTo(0, 6);
  expect(offset).toBeCloseTo(0, 1);
});
