/** Probability `1 / (1 + exp(-(intercept + slope * x)))`. */
export interface Logistic {
  readonly intercept: number;
  readonly slope: number;
}

export interface Examples {
  readonly x: readonly number[];
  readonly positive: readonly boolean[];
}

const MOST_STEPS = 100;
const CLOSE = 1e-9;

export function probabilityOf({ intercept, slope }: Logistic, x: number): number {
  return 1 / (1 + Math.exp(-(intercept + slope * x)));
}

/**
 * Logistic regression of one variable by Newton's method, drawn towards a prior: least negative log
 * likelihood plus `strength / 2` times the squared distance of both parameters from it. More of `x`
 * never makes the probability less: where it would, the slope is 0.
 * @param strength Above 0, so that examples that a threshold parts have a solution too.
 */
export function fitLogistic(examples: Examples, prior: Logistic, strength: number): Logistic {
  const free = newton(examples, prior, strength, true);
  return free.slope >= 0 ? free : newton(examples, { ...prior, slope: 0 }, strength, false);
}

function newton(
  examples: Examples,
  prior: Logistic,
  strength: number,
  withSlope: boolean,
): Logistic {
  let at = prior;
  let cost = costOf(examples, at, prior, strength);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { x, positive } = examples;
    let g0 = strength * (at.intercept - prior.intercept);
    let g1 = strength * (at.slope - prior.slope);
    let h00 = strength;
    let h01 = 0;
    let h11 = strength;
    for (let i = 0; i < x.length; i++) {
      const value = x[i] as number;
      const p = probabilityOf(at, value);
      const error = p - (positive[i] ? 1 : 0);
      const weight = p * (1 - p);
      g0 += error;
      g1 += error * value;
      h00 += weight;
      h01 += weight * value;
      h11 += weight * value * value;
    }
    const determinant = h00 * h11 - h01 * h01;
    const move = withSlope
      ? {
          intercept: (h11 * g0 - h01 * g1) / determinant,
          slope: (h00 * g1 - h01 * g0) / determinant,
        }
      : { intercept: g0 / h00, slope: 0 };
    // A whole step can overshoot where the curve is flat.
    let length = 1;
    let next = at;
    let nextCost = cost;
    for (; length > 1e-6; length /= 2) {
      next = {
        intercept: at.intercept - length * move.intercept,
        slope: at.slope - length * move.slope,
      };
      nextCost = costOf(examples, next, prior, strength);
      if (nextCost <= cost) break;
    }
    const gained = cost - nextCost;
    if (!(gained >= 0)) return at;
    at = next;
    cost = nextCost;
    if (gained < CLOSE) return at;
  }
  return at;
}

function costOf(
  { x, positive }: Examples,
  at: Logistic,
  prior: Logistic,
  strength: number,
): number {
  let cost =
    (strength / 2) * ((at.intercept - prior.intercept) ** 2 + (at.slope - prior.slope) ** 2);
  for (let i = 0; i < x.length; i++) {
    const logit = at.intercept + at.slope * (x[i] as number);
    // log(1 + exp(-logit)) without overflow, of the class that it was.
    const signed = positive[i] ? logit : -logit;
    cost += Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed)));
  }
  return cost;
}
