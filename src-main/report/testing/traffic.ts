import type { Random } from '../../contract/random';
import type { AdversaryModel } from '../../contract/learning';
import type { DeviceVerdict, Timeline, Verdict } from '../../contract/results';
import type { AdversaryScore } from '../outcome';

/** A device of the fixture: how it talks, and how the adversary fares with it. */
export interface Player {
  device: string;
  type: string;
  testPackets: number;
  /** Probability that one of its packets is named rightly. */
  right: number;
  /** Types it is mistaken for. */
  mistakenFor: readonly string[];
  firstIdentifiedSeconds: number | null;
  /** Twice the test packets unless said. */
  trainPackets?: number;
}

/** Test packets by device, said type and bin: everything else is counted from this. */
export type Answers = Map<string, Map<string, number[]>>;

/** Plays the test: each packet of each player gets a bin and an answer. */
export function play(players: readonly Player[], bins: number, random: Random): Answers {
  const answers: Answers = new Map();
  for (const player of players) {
    const said = new Map<string, number[]>();
    const beat = 3 + random.integer(20);
    for (let i = 0; i < player.testPackets; i++) {
      const burst = Math.floor((random.integer(Math.ceil(bins / beat)) + 0.5) * beat);
      const bin = Math.min(bins - 1, random.uniform() < 0.5 ? burst : random.integer(bins));
      const right = random.uniform() < player.right || player.mistakenFor.length === 0;
      const type = right ? player.type : random.pick(player.mistakenFor);
      const counts = said.get(type) ?? new Array<number>(bins).fill(0);
      counts[bin] = (counts[bin] ?? 0) + 1;
      said.set(type, counts);
    }
    answers.set(player.device, said);
  }
  return answers;
}

const sum = (values: readonly number[]): number => values.reduce((total, n) => total + n, 0);

/** Truth-by-answer counts. */
export function matrixOf(
  players: readonly Player[],
  answers: Answers,
  types: string[],
): number[][] {
  return types.map((truth) =>
    types.map((said) =>
      sum(
        players
          .filter((p) => p.type === truth)
          .map((p) => sum(answers.get(p.device)?.get(said) ?? [])),
      ),
    ),
  );
}

/** The scores that follow from the matrix. */
export function scoreOf(
  model: AdversaryModel,
  types: string[],
  matrix: number[][],
  majority: string,
  unmet: readonly string[],
): AdversaryScore {
  const totals = matrix.map(sum);
  const packets = sum(totals);
  const right = (i: number): number => matrix[i]?.[i] ?? 0;
  const present = types.map((_, i) => i).filter((i) => (totals[i] ?? 0) > 0);
  const smart = present.filter((i) => types[i] !== 'non-iot');
  const smartPackets = sum(smart.map((i) => totals[i] ?? 0));
  const met = smart.filter((i) => !unmet.includes(types[i] ?? ''));
  const metPackets = sum(met.map((i) => totals[i] ?? 0));
  const recall = (i: number): number => right(i) / (totals[i] ?? 1);
  return {
    model,
    overallAccuracy: sum(present.map(right)) / packets,
    iotAccuracy: smartPackets === 0 ? null : sum(smart.map(right)) / smartPackets,
    macroRecall: sum(present.map(recall)) / present.length,
    categoryAccuracy: Object.fromEntries(present.map((i) => [types[i], recall(i)])),
    confusion: { labels: types, matrix },
    packets,
    windows: Math.ceil(packets / 100),
    learnedIotAccuracy: metPackets === 0 ? null : sum(met.map(right)) / metPackets,
    unlearnedIotPackets: smartPackets - metPackets,
    calibration: {
      temperature: 0.6,
      abstainBelow: 0.52,
      packets: 21_000,
      before: { expectedCalibrationError: 0.034, brierScore: 0.061 },
      after: { expectedCalibrationError: 0.006, brierScore: 0.052 },
      iotBefore: { expectedCalibrationError: 0.058, brierScore: 0.094 },
      iotAfter: { expectedCalibrationError: 0.011, brierScore: 0.081 },
      unknown: { ofKnown: 0.047, ofUnmet: null, namedIotAccuracy: 0.981 },
    },
    baselines: {
      majority: (totals[types.indexOf(majority)] ?? 0) / packets,
      iotMajority:
        smartPackets === 0 ? null : Math.max(...smart.map((i) => totals[i] ?? 0)) / smartPackets,
    },
  };
}

/** The verdicts that follow from the answers. */
export function verdictOf(
  player: Player,
  players: readonly Player[],
  answers: Answers,
): DeviceVerdict {
  const said = [...(answers.get(player.device) ?? [])].map(
    ([type, bins]) => [type, sum(bins)] as const,
  );
  const n = player.testPackets;
  const train = player.trainPackets ?? n * 2;
  const right = sum(said.filter(([type]) => type === player.type).map(([, count]) => count));
  const wrong = said.filter(([type]) => type !== player.type).sort((a, b) => b[1] - a[1])[0];
  const ofType = players.filter((p) => p.type === player.type).map((p) => p.device);
  const named = sum([...answers.values()].map((a) => sum(a.get(player.type) ?? [])));
  const namedRightly = sum(ofType.map((d) => sum(answers.get(d)?.get(player.type) ?? [])));
  return {
    device: player.device,
    type: player.type,
    verdict: verdict(n, train, named, right, namedRightly),
    recall: n === 0 ? null : right / n,
    precision: named === 0 ? null : namedRightly / named,
    firstIdentifiedSeconds: player.firstIdentifiedSeconds,
    trainPackets: train,
    testPackets: n,
    meanConfidence: right === 0 ? null : 0.9,
    unknownShare: n === 0 ? null : 0.04,
    confusedWith: wrong ? { type: wrong[0], share: wrong[1] / n } : null,
  };
}

/** The rule of docs and glossary, in figures of its own: 80 % and 80 %, 30 % or 30 %. */
function verdict(
  n: number,
  train: number,
  named: number,
  right: number,
  namedRightly: number,
): Verdict {
  if (n < 10 || train < 20) return 'not-enough-data';
  const shares = [right / n, named === 0 ? 0 : namedRightly / named];
  if (shares.every((share) => share >= 0.8)) return 'identified';
  return shares.some((share) => share < 0.3) ? 'hidden' : 'partly';
}

/** The timeline that follows from the answers. */
export function lanesOf(
  players: readonly Player[],
  answers: Answers,
  types: string[],
  bins: number,
): Timeline['lanes'] {
  const empty = (): number[] => new Array<number>(bins).fill(0);
  return types.map((type) => {
    const lane = { type, truth: empty(), labelled: empty(), correct: empty() };
    for (const player of players) {
      for (const [said, counts] of answers.get(player.device) ?? []) {
        counts.forEach((n, bin) => {
          if (player.type === type) lane.truth[bin]! += n;
          if (said === type) lane.labelled[bin]! += n;
          if (player.type === type && said === type) lane.correct[bin]! += n;
        });
      }
    }
    return lane;
  });
}
