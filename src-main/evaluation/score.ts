import { NON_IOT } from '../contract/home';
import type { Confusion, Score } from '../contract/results';
import { windowCount } from '../features';
import { NO_CLASS } from './truth';

export interface Labelled {
  /** Class names; the first `known` of them are the model's. */
  readonly labels: readonly string[];
  /** True and given class of each packet, indexes into `labels`; truth NO_CLASS is not counted. */
  readonly truth: Uint16Array;
  readonly given: Uint16Array;
  /** The commonest class of the training part, for the baseline. */
  readonly majority: string;
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
  });
  const recalls = Object.values(categoryAccuracy);
  return {
    overallAccuracy: packets === 0 ? 0 : right / packets,
    iotAccuracy: iotPackets === 0 ? null : iotRight / iotPackets,
    macroRecall:
      recalls.length === 0 ? 0 : recalls.reduce((sum, value) => sum + value, 0) / recalls.length,
    categoryAccuracy,
    confusion,
    packets,
    windows: windowCount(labelled.truth.length),
    baselines: { majority: packets === 0 ? 0 : ofMajority / packets },
  };
}

/** The commonest label; ties go to the first. */
export function majorityOf(labels: Uint16Array, classes: readonly string[]): string {
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) if (label !== NO_CLASS) counts[label]!++;
  return classes[counts.indexOf(Math.max(...counts))] ?? '';
}
