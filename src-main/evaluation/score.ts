import { NON_IOT } from '../contract/home';
import type { Confusion, Score } from '../contract/results';
import { windowCount } from '../features';
import { NO_CLASS } from './truth';

export interface Labelled {
  /** Class names; the first `known` of them are the model's, the others it never met. */
  readonly labels: readonly string[];
  readonly known: number;
  /** True and given class of each packet, indexes into `labels`; truth NO_CLASS is not counted. */
  readonly truth: Uint16Array;
  readonly given: Uint16Array;
  /** The commonest class of the training part, and the commonest of IoT, for the baselines. */
  readonly majority: string;
  readonly iotMajority: string | null;
}

/** Packets by true class (row) and given class (column). */
export function confusionOf({ labels, truth, given }: Labelled): Confusion {
  const size = labels.length;
  const counts = new Float64Array(size * size);
  for (let i = 0; i < truth.length; i++) {
    const row = truth[i] as number;
    if (row !== NO_CLASS) counts[row * size + (given[i] as number)]!++;
  }
  const matrix = labels.map((_, row) => Array.from(counts.subarray(row * size, (row + 1) * size)));
  return { labels: [...labels], matrix };
}

/** Accuracies over packets (HomeMole paper, section 5); tunnel control packets count in none. */
export function scoreOf(labelled: Labelled): Score {
  const confusion = confusionOf(labelled);
  const { labels, matrix } = confusion;
  const categoryAccuracy: Record<string, number> = {};
  let packets = 0;
  let right = 0;
  let iotPackets = 0;
  let iotRight = 0;
  let ofMajority = 0;
  let ofIotMajority = 0;
  let unlearnedIotPackets = 0;
  labels.forEach((label, row) => {
    const total = (matrix[row] as number[]).reduce((sum, count) => sum + count, 0);
    if (total === 0) return;
    const correct = matrix[row]?.[row] as number;
    categoryAccuracy[label] = correct / total;
    packets += total;
    right += correct;
    if (label === labelled.majority) ofMajority = total;
    if (label === NON_IOT) return;
    iotPackets += total;
    iotRight += correct;
    if (label === labelled.iotMajority) ofIotMajority = total;
    if (row >= labelled.known) unlearnedIotPackets += total;
  });
  const recalls = Object.values(categoryAccuracy);
  return {
    overallAccuracy: share(right, packets) ?? 0,
    iotAccuracy: share(iotRight, iotPackets),
    learnedIotAccuracy: share(iotRight, iotPackets - unlearnedIotPackets),
    unlearnedIotPackets,
    macroRecall:
      recalls.length === 0 ? 0 : recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    categoryAccuracy,
    confusion,
    packets,
    windows: windowCount(labelled.truth.length),
    baselines: {
      majority: share(ofMajority, packets) ?? 0,
      iotMajority: share(ofIotMajority, iotPackets),
    },
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** The commonest class, and the commonest of IoT devices; ties go to the first. */
export function majoritiesOf(
  labels: Uint16Array,
  classes: readonly string[],
): { majority: string; iotMajority: string | null } {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) if (label !== NO_CLASS) counts[label]!++;
  const commonest = (among: readonly string[]): string | null =>
    among.reduce<string | null>((best, name) => {
      const count = counts[classes.indexOf(name)] as number;
      return best === null || count > (counts[classes.indexOf(best)] as number) ? name : best;
    }, null);
  return {
    majority: commonest(classes) ?? '',
    iotMajority: commonest(classes.filter((name) => name !== NON_IOT)),
  };
}
