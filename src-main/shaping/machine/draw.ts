import type { Random } from '../../contract/random';
import type { Distribution, DistributionLaw } from './format';

/** A number from a distribution. */
export function draw({ dist, start, max }: Distribution, random: Random): number {
  const value = Math.max(0, drawLaw(dist, random) + start);
  return max > 0 ? Math.min(value, max) : value;
}

function drawLaw(law: DistributionLaw, random: Random): number {
  switch (law.law) {
    case 'Uniform':
      return random.between(law.low, law.high);
    case 'Normal':
      return random.normal(law.mean, law.stdev);
    case 'SkewNormal': {
      // Azzalini 1985: delta |z0| + sqrt(1 - delta^2) z1.
      const delta = law.shape / Math.sqrt(1 + law.shape * law.shape);
      const skewed = Math.abs(random.normal(0, 1)) * delta;
      return (
        law.location + law.scale * (skewed + Math.sqrt(1 - delta * delta) * random.normal(0, 1))
      );
    }
    case 'LogNormal':
      return Math.exp(random.normal(law.mu, law.sigma));
    case 'Binomial':
      return binomial(law.trials, law.probability, random);
    case 'Geometric':
      // Failures before the first success.
      if (law.probability <= 0) return Number.MAX_SAFE_INTEGER;
      if (law.probability >= 1) return 0;
      return Math.floor(Math.log(1 - random.uniform()) / Math.log(1 - law.probability));
    case 'Pareto':
      return law.scale / (1 - random.uniform()) ** (1 / law.shape);
    case 'Poisson':
      return poisson(law.lambda, random);
    case 'Weibull':
      return law.scale * (-Math.log(1 - random.uniform())) ** (1 / law.shape);
    case 'Gamma':
      return law.scale * gamma(law.shape, random);
    case 'Beta': {
      const one = gamma(law.alpha, random);
      return one / (one + gamma(law.beta, random));
    }
  }
}

/** Beyond this many trials, or this mean, the normal law is near enough. */
const MANY = 1000;

function binomial(trials: number, probability: number, random: Random): number {
  if (trials > MANY) {
    const mean = trials * probability;
    const value = random.normal(mean, Math.sqrt(mean * (1 - probability)));
    return Math.min(trials, Math.max(0, Math.round(value)));
  }
  let successes = 0;
  for (let i = 0; i < trials; i++) if (random.uniform() < probability) successes++;
  return successes;
}

function poisson(mean: number, random: Random): number {
  if (mean > MANY) return Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean))));
  // Events of rate 1 within the time `mean`.
  let count = -1;
  for (let time = 0; time <= mean; time += random.exponential(1)) count++;
  return count;
}

/** Marsaglia and Tsang 2000, scale 1. */
function gamma(shape: number, random: Random): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal(0, 1);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
      return d * v;
    }
  }
}
