import type { Estimate } from '../contract/study';

/**
 * Probability that Student's t with `freedom` (whole) degrees lies within -t and t: the finite series in
 * cos(theta) of Abramowitz and Stegun 26.7.3 and 26.7.4, theta = atan(t / sqrt(freedom)).
 */
function withinT(t: number, freedom: number): number {
  const theta = Math.atan(t / Math.sqrt(freedom));
  const squared = Math.cos(theta) ** 2;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? Math.cos(theta) : 1;
  let sum = 0;
  for (let power = isOdd ? 1 : 0; power <= freedom - 2; power += 2) {
    sum += term;
    term *= (squared * (power + 1)) / (power + 2);
  }
  return isOdd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}

/** The t that a share of 0.95 lies within, on both sides, for so many degrees of freedom (at least 1). */
export function tQuantile95(freedom: number): number {
  let low = 0;
  let high = 16;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (withinT(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Mean of measurements that differ by their seed, with its 95 % confidence interval by Student's t.
 * @param values At least one; of one alone nothing is known of its spread.
 */
export function estimateOf(values: readonly number[]): Estimate {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, low: null, high: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const half = tQuantile95(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - half, high: mean + half };
}
