import { describe, expect, it } from 'vitest';
import { fitLogistic, probabilityOf } from './logistic';

describe('logistic regression', () => {
  const x = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5];
  const positive = [false, false, true, false, true, true, false, true];

  it('finds what scipy.optimize.minimize finds', () => {
    const drawn = fitLogistic({ x, positive }, { intercept: -1, slope: 0.5 }, 0.3);
    expect(drawn.intercept).toBeCloseTo(-1.26709, 4);
    expect(drawn.slope).toBeCloseTo(0.75105, 4);
    const free = fitLogistic({ x, positive }, { intercept: 0, slope: 0 }, 1e-6);
    expect(free.intercept).toBeCloseTo(-1.5162, 3);
    expect(free.slope).toBeCloseTo(0.8664, 3);
  });

  it('has an answer where a threshold parts the examples', () => {
    const parted = { x: [0, 0, 5, 5], positive: [false, false, true, true] };
    const fit = fitLogistic(parted, { intercept: 0, slope: 0 }, 0.01);
    expect(probabilityOf(fit, 0)).toBeLessThan(0.1);
    expect(probabilityOf(fit, 5)).toBeGreaterThan(0.9);
  });

  it('never lets more evidence speak against presence', () => {
    const turned = { x, positive: positive.map((one) => !one) };
    const fit = fitLogistic(turned, { intercept: 0, slope: 0 }, 0.01);
    expect(fit.slope).toBe(0);
    // Four of eight.
    expect(probabilityOf(fit, 1)).toBeCloseTo(0.5, 6);
  });

  it('stays with the prior without examples', () => {
    const prior = { intercept: -2, slope: 1 };
    expect(fitLogistic({ x: [], positive: [] }, prior, 0.3)).toEqual(prior);
  });
});
