import { expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { Random } from '../../contract/random';
import { chooseThreshold } from './choose-threshold';

const windows = 120;

/** One column: windows without the type lie below 1, those with it above 2, but for a share of them. */
function matrixOf(share: number) {
  const random = new Random(2);
  const absent = Array.from({ length: windows }, () => random.between(0, 1));
  const present = absent.map(() => random.uniform() + (random.uniform() < share ? 0 : 2));
  const values = Float32Array.from([...present, ...absent]);
  return { rows: 2 * windows, columns: 1, names: ['count'], values };
}

it('is the middle where nothing is mistaken, and higher where claims would be wrong', async () => {
  const clear = await chooseThreshold(matrixOf(0), windows, 1, 1, quietJob);
  expect(Math.abs(clear - 0.5)).toBeLessThan(0.1);
  expect(await chooseThreshold(matrixOf(0), windows, 1, 1, quietJob)).toBe(clear);
  // A quarter of the windows with it look like those without: claiming them all would be wrong too often.
  expect(await chooseThreshold(matrixOf(0.25), windows, 1, 1, quietJob)).toBeGreaterThan(clear);
});
