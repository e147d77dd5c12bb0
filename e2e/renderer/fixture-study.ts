import type {
  StudyBaseline,
  StudyModel,
  StudyPlan,
  StudyResult,
  StudyRun,
} from '../../src-main/contract/study';

const types = ['garden-camera', 'door-lock', 'television', 'story-teller', 'wall-plug', 'non-iot'];
const packets = [21_480, 640, 5210, 318, 96, 9120];
const place = { vantage: 'openvpn-udp-aes-128-cbc-sha1', scenario: 'noisy' } as const;

/** Recall of each type, in the order of `types`. */
const recalls: Partial<Record<StudyModel, readonly number[]>> = {
  forest: [0.98, 0.52, 0.61, 0.18, 0, 0.81],
  best: [0.998, 0.94, 0.92, 0.77, 0.64, 0.97],
  blstm: [0.985, 0.71, 0.86, 0.4, 0.11, 0.93],
};

function runOf(model: StudyModel, split: StudyRun['split'], window: number): StudyRun {
  const lift = (split === 'random' ? 0.04 : 0) - (100 - window) / 1000;
  const shares = (recalls[model] ?? []).map((share) => Math.min(1, Math.max(0, share + lift)));
  const estimate = (mean: number) => ({ mean, low: mean - 0.012, high: Math.min(1, mean + 0.012) });
  const matrix = shares.map((share, row) =>
    shares.map((_, column) => {
      const count = packets[row]!;
      const right = Math.round(share * count);
      const taken = row === 0 ? 1 : 0;
      return column === row ? right : column === taken ? count - right : 0;
    }),
  );
  const weighted = (first: number, last: number): number => {
    const some = shares.slice(first, last);
    const counts = packets.slice(first, last);
    const sum = counts.reduce((all, one) => all + one, 0);
    return some.reduce((all, share, i) => all + share * counts[i]!, 0) / sum;
  };
  return {
    ...place,
    ...{ model, split, window, ablation: 'none', portMode: 'server', seeds: [1, 2, 3] },
    overallAccuracy: estimate(weighted(0, types.length)),
    iotAccuracy: estimate(weighted(0, types.length - 1)),
    macroRecall: estimate(shares.reduce((all, one) => all + one, 0) / shares.length),
    categoryAccuracy: Object.fromEntries(types.map((type, i) => [type, shares[i]!])),
    confusion: { labels: types, matrix },
    trainPackets: 71_230,
    testPackets: packets.reduce((all, one) => all + one, 0),
  };
}

const plan: StudyPlan = {
  vantages: [place.vantage],
  models: ['forest', 'best', 'blstm'],
  scenarios: ['noisy'],
  splits: ['time', 'random'],
  windows: [100, 40, 20],
  ablations: ['none'],
  portModes: ['server'],
  seeds: [1, 2, 3],
  epochs: 15,
  trainShare: 2 / 3,
  permuted: true,
};

/** Three adversaries in the paper's tunnel, by both splits, the network with three windows. */
export function fixtureStudy(changes: Partial<StudyResult> = {}): StudyResult {
  const byTime = [
    runOf('forest', 'time', 100),
    runOf('best', 'time', 100),
    ...[100, 40, 20].map((window) => runOf('blstm', 'time', window)),
  ];
  const atRandom = (['forest', 'best', 'blstm'] as const).map((one) => runOf(one, 'random', 100));
  const baseline = (split: StudyRun['split']): StudyBaseline => ({
    ...place,
    ...{ split, window: 100 },
    majority: { overallAccuracy: 0.583, macroRecall: 1 / 6 },
    nearestLength: { overallAccuracy: 0.744, macroRecall: 0.402 },
    permuted: {
      model: 'forest',
      macroRecall: { mean: 0.169, low: 0.161, high: 0.177 },
      chance: 1 / 6,
    },
  });
  return {
    format: 'homemole-study',
    version: 1,
    simulated: false,
    files: [],
    plan,
    combinations: { window: 100, bins: [{ devices: 1, windows: 210 }] },
    runs: [...byTime, ...atRandom],
    baselines: [baseline('time'), baseline('random')],
    leakage: atRandom.map((run) => {
      const other = byTime.find(({ model, window }) => model === run.model && window === 100)!;
      return {
        ...run,
        overallAccuracy: run.overallAccuracy.mean - other.overallAccuracy.mean,
        iotAccuracy: run.iotAccuracy!.mean - other.iotAccuracy!.mean,
        macroRecall: run.macroRecall.mean - other.macroRecall.mean,
      };
    }),
    failures: [],
    method: { split: 'by time', trainSeconds: 57_600, gapSeconds: 34, testSeconds: 28_766 },
    ...changes,
  };
}
