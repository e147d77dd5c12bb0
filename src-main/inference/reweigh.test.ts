import { expect, it } from 'vitest';
import { reweigh } from './reweigh';

const predictions = () => ({
  rows: 3,
  classes: 3,
  label: Uint16Array.from([0, 2, 1]),
  // Sixteenths: exact in float32.
  probability: Float32Array.from([10, 4, 2, 1, 7, 8, 0, 16, 0], (value) => value / 16),
});

it('a class that counts more wins where it was close, and rows sum to 1', () => {
  const { label, probability } = reweigh(predictions(), [1, 4, 1]);
  expect([...label]).toEqual([1, 1, 1]);
  const expected = [10 / 28, 16 / 28, 2 / 28, 1 / 37, 28 / 37, 8 / 37, 0, 1, 0];
  probability.forEach((value, i) => expect(value).toBeCloseTo(expected[i] as number, 6));
});

it('without weights, or with all alike, nothing changes', () => {
  expect(reweigh(predictions(), [])).toEqual(predictions());
  expect(reweigh(predictions(), [2, 2, 2])).toEqual(predictions());
});
