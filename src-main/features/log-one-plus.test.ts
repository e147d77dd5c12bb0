import { expect, it } from 'vitest';
import { Random } from '../contract/random';
import { logOnePlus } from './log-one-plus';

it('is Math.log1p as float32, whatever the number', () => {
  const random = new Random(5);
  const numbers = [0, 1e-9, 1e-4, 0.5, 1, 1023, 3_600_000, 2 ** 31 - 2, 2 ** 31, 1e12, Infinity];
  // Powers of two and the borders of the table's entries.
  for (let power = 0; power < 32; power++) {
    for (let k = 0; k < 64; k++) {
      const border = 2 ** power * (1 + k / 64) - 1;
      numbers.push(border, border * (1 + 2 ** -52), border * (1 - 2 ** -53));
    }
  }
  for (let i = 0; i < 200_000; i++) numbers.push(Math.exp(random.between(-12, 23)));
  // Where the result lies between two float32 numbers.
  for (let i = 0; i < 100_000; i++) {
    const float = Math.fround(random.between(1e-4, 21));
    const next = float + 2 ** (Math.floor(Math.log2(float)) - 23);
    numbers.push(Math.expm1((float + next) / 2));
  }
  const wrong = numbers.filter((x) => logOnePlus(x) !== Math.fround(Math.log1p(x)));
  expect(wrong).toEqual([]);
});
