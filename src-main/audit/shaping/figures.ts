import { NON_IOT } from '../../contract/home';
import type { Bounded, ShapedFigures } from '../../contract/shaping';
import { blockBootstrap, countTypes, NO_CLASS, presenceF1, scoreOf, sumOf } from '../../evaluation';

/** Length of the blocks that the bootstrap draws, in seconds. */
const BLOCK_SECONDS = 300;

/** Tested packets, dummies among them: their truth is NO_CLASS. */
export interface TestedPackets {
  readonly time: Float64Array;
  readonly labels: readonly string[];
  /** The first so many labels are the adversary's; others it never met. */
  readonly known: number;
  readonly truth: Uint16Array;
  readonly given: Uint16Array;
  readonly majority: string;
  readonly iotMajority: string | null;
}

/** How well an adversary does, with intervals. */
export function figuresOf(
  model: ShapedFigures['model'],
  tested: TestedPackets,
  seed: number,
): ShapedFigures {
  const score = scoreOf(tested);
  const { labels } = tested;
  const isIot = labels.map((label) => label !== NON_IOT);
  const blocks = blocksOf(tested);
  const kinds = labels.length;
  const accuracy =
    (counts: (kind: number) => boolean) =>
    (sums: Float64Array): number | null => {
      let total = 0;
      let right = 0;
      for (let kind = 0; kind < kinds; kind++) {
        if (!counts(kind)) continue;
        total += sums[2 * kind] as number;
        right += sums[2 * kind + 1] as number;
      }
      return total === 0 ? null : right / total;
    };
  const recall = (sums: Float64Array): number | null => {
    const recalls = labels.flatMap((_, kind) =>
      sums[2 * kind] === 0 ? [] : [(sums[2 * kind + 1] as number) / (sums[2 * kind] as number)],
    );
    return recalls.length === 0
      ? null
      : recalls.reduce((sum, one) => sum + one, 0) / recalls.length;
  };
  const bounded = (statistic: (sums: Float64Array) => number | null): Bounded => {
    const interval = blockBootstrap(blocks, statistic, seed);
    const value = statistic(sumOf(blocks)) ?? 0;
    return { value, low: interval?.low ?? null, high: interval?.high ?? null };
  };
  return {
    model,
    overallAccuracy: bounded(accuracy(() => true)),
    iotAccuracy:
      score.iotAccuracy === null ? null : bounded(accuracy((kind) => isIot[kind] === true)),
    macroRecall: bounded(recall),
    categoryAccuracy: score.categoryAccuracy,
    majority: score.baselines.majority,
    iotMajority: score.baselines.iotMajority,
    presenceF1: presenceF1(tested),
    counting: countTypes(tested),
    interactionF1: null,
    packets: score.packets,
  };
}

/** Of each block and class: packets, and those given their class. Blocks without any are left out. */
function blocksOf({ time, truth, given, labels }: TestedPackets): Float64Array[] {
  const start = time[0] ?? 0;
  const blocks = new Map<number, Float64Array>();
  for (let i = 0; i < time.length; i++) {
    const own = truth[i] as number;
    if (own === NO_CLASS) continue;
    const index = Math.floor(((time[i] as number) - start) / BLOCK_SECONDS);
    let block = blocks.get(index);
    if (!block) blocks.set(index, (block = new Float64Array(2 * labels.length)));
    block[2 * own]!++;
    if (given[i] === own) block[2 * own + 1]!++;
  }
  return [...blocks.values()];
}
