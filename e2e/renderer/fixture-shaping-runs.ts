import {
  shapingSearchSchema,
  shapingStudySchema,
  type ShapedRun,
  type ShapingSearch,
  type ShapingStudy,
} from '../../src-main/contract/shaping';
import { describeShaping } from '../../src-main/contract/shaping-catalogue';
import { parseShaping } from '../../src-main/contract/shaping-text';
import { fixtureCost, fixtureFigures } from './fixture-shaping';

interface RunOptions {
  told: number;
  adaptive: number | null;
  bytes: number;
  wait: number;
  feasible?: boolean;
}

export function fixtureRun(shaping: string, options: RunOptions): ShapedRun {
  const { told, adaptive, bytes, wait, feasible = true } = options;
  const steps = parseShaping(shaping);
  return {
    shaping,
    vantage: 'wireguard',
    steps: steps.map(({ name }) => ({ name, placement: 'pair', directions: 'both' })),
    cost: fixtureCost({ bytes, wait, feasible }),
    static: fixtureFigures(told),
    adaptive: adaptive === null ? null : { ...fixtureFigures(adaptive), interactionF1: 0.42 },
    second: adaptive === null ? null : fixtureFigures(adaptive * 0.8, 'histogram'),
    bounds: {
      bayesErrorLower: 0.41,
      nearestNeighbourError: 0.64,
      mutualInformationBits: 0.063,
      permutationNullBits: 0.001,
      typeEntropyBits: 3.25,
    },
    proof: { privacy: null, stpPosterior: null },
    weaknesses: steps.flatMap(({ name }) => describeShaping(name).weaknesses),
    published: steps.flatMap(({ name }) => describeShaping(name).published),
  };
}

/** Off, and five shapings of which one is beaten by another and one cannot be kept up. */
export const fixtureRuns = (): ShapedRun[] => [
  fixtureRun('none', { told: 0.77, adaptive: 0.77, bytes: 1, wait: 0 }),
  fixtureRun('pad+jitter', { told: 0.066, adaptive: 0.558, bytes: 3.31, wait: 0.049 }),
  fixtureRun('pad:scheme=linear128', { told: 0.09, adaptive: 0.69, bytes: 1.12, wait: 0 }),
  fixtureRun('constant-rate', { told: 0.001, adaptive: 0.128, bytes: 65.6, wait: 0.31 }),
  fixtureRun('stp', { told: 0.01, adaptive: 0.61, bytes: 27.8, wait: 0.053 }),
  fixtureRun('tamaraw:out=0.5,in=0.5', {
    told: 0.001,
    adaptive: null,
    bytes: 12,
    wait: 75,
    feasible: false,
  }),
];

export function fixtureShapingStudy(runs = fixtureRuns()): ShapingStudy {
  return shapingStudySchema.parse({
    format: 'homemole-shaping',
    version: 1,
    simulated: true,
    files: [],
    plan: {
      vantages: ['wireguard'],
      shapings: runs.map(({ shaping }) => shaping),
      seed: 1,
      effort: { model: 'best', trees: 15, hoursOfDay: 4, adaptive: true },
    },
    runs,
    failures: [],
    method: {
      split: 'time-blocked',
      trainSeconds: 5999,
      testSeconds: 2940,
      trainPackets: 29_718,
      testPackets: 12_348,
    },
  });
}

export function fixtureSearch(found = true): ShapingSearch {
  const best = fixtureRun('batch:period=0.04', {
    told: 0.3,
    adaptive: 0.52,
    bytes: 1,
    wait: 0.04,
  });
  const tried = Array.from({ length: 24 }, (_, i) => ({
    shaping: `batch:period=${(i + 1) / 50}`,
    bytesRatio: 1 + i / 20,
    latencySeconds: (i + 1) / 50,
    feasible: i < 20,
    withinBudget: i < 3,
    iotAccuracy: i < 2 ? 0.52 + i / 10 : null,
    ...(i < 3 ? { screenedIotAccuracy: 0.4 + i / 10 } : {}),
  }));
  return shapingSearchSchema.parse({
    format: 'homemole-shaping-search',
    version: 1,
    simulated: true,
    vantage: 'wireguard',
    budget: { bytesRatio: 1.2, latencySeconds: 0.05 },
    seed: 1,
    best: found ? best : null,
    tried,
  });
}
