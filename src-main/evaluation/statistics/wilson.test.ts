import { expect, it } from 'vitest';
import { wilsonLower } from './wilson';

/** scipy 1.10 `binomtest(k, n).proportion_ci(method='wilson').low` */
const reference = [
  [3, 3, 0.4385029682449546],
  [12, 12, 0.7575059933447592],
  [5, 10, 0.236593090512564],
  [0, 4, 0],
  [230, 240, 0.9250129960961526],
] as const;

it.each(reference)('of %i among %i can be said what scipy says', (right, total, low) => {
  expect(wilsonLower(right, total)).toBeCloseTo(low, 9);
});

it('says nothing of nothing', () => expect(wilsonLower(0, 0)).toBe(0));
