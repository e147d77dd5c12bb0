import { NON_IOT } from '../../contract/home';
import { PRESENCE_SECONDS } from '../../contract/thresholds';
import { SIGHTING_PACKETS } from './sightings';

/** Packets with what was said of them; truth beyond the labels is cover, or the tunnel's own. */
export interface LabelledAmongCover {
  readonly time: Float64Array;
  readonly labels: readonly string[];
  readonly truth: Uint16Array;
  readonly given: Uint16Array;
}

/** Packets of each window of six minutes and each label: real ones, those named so, and those named so rightly. */
interface Tally {
  readonly windows: number;
  readonly real: Uint32Array;
  readonly named: Uint32Array;
  readonly right: Uint32Array;
}

function tallyOf({ time, labels, truth, given }: LabelledAmongCover): Tally {
  const start = time[0] ?? 0;
  const kinds = labels.length;
  const windows = Math.floor(((time[time.length - 1] ?? start) - start) / PRESENCE_SECONDS) + 1;
  const real = new Uint32Array(windows * kinds);
  const named = new Uint32Array(windows * kinds);
  const right = new Uint32Array(windows * kinds);
  for (let i = 0; i < time.length; i++) {
    const at = Math.floor(((time[i] as number) - start) / PRESENCE_SECONDS) * kinds;
    const own = truth[i] as number;
    const said = given[i] as number;
    named[at + said]!++;
    if (own < kinds) real[at + own]!++;
    if (own === said) right[at + own]!++;
  }
  return { windows, real, named, right };
}

/**
 * Mean F1 over the IoT types of telling in windows of six minutes whether a type is there, by the simple rule
 * of `presenceOf`: three packets given to it. A claim is right when half of what it rests on was the type's
 * own; cover that is taken for a device counts against it. Null without a type that was there.
 */
export function presenceF1(part: LabelledAmongCover): number | null {
  const { labels } = part;
  const kinds = labels.length;
  const { windows, real, named, right } = tallyOf(part);
  const scores: number[] = [];
  labels.forEach((label, kind) => {
    if (label === NON_IOT) return;
    let present = 0;
    let claimed = 0;
    let found = 0;
    for (let window = 0; window < windows; window++) {
      const at = window * kinds + kind;
      const isClaimed = (named[at] as number) >= SIGHTING_PACKETS;
      if ((real[at] as number) > 0) present++;
      if (isClaimed) claimed++;
      if (isClaimed && (right[at] as number) * 2 >= (named[at] as number)) found++;
    }
    if (present > 0) scores.push((2 * found) / (claimed + present));
  });
  return scores.length === 0 ? null : scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
}

/** How many types of smart devices an adversary counts at once. */
export interface TypeCounting {
  /** Mean over the windows of how far the number of types claimed is from that of those there. */
  readonly meanAbsoluteError: number;
  /** The same of one who looks at nothing and always says the number that is wrong least (the median). */
  readonly constantError: number;
  /** Mean number of types that were there. */
  readonly meanPresent: number;
}

/**
 * Counts in each window of six minutes the IoT types claimed by the rule of {@link presenceF1}, and those of which
 * a packet was there. Which types they are is not asked: that is what presence tells. Null without any there.
 */
export function countTypes(part: LabelledAmongCover): TypeCounting | null {
  const { labels } = part;
  const kinds = labels.length;
  const { windows, real, named } = tallyOf(part);
  let error = 0;
  const there: number[] = [];
  for (let window = 0; window < windows; window++) {
    let present = 0;
    let claimed = 0;
    labels.forEach((label, kind) => {
      if (label === NON_IOT) return;
      const at = window * kinds + kind;
      if ((real[at] as number) > 0) present++;
      if ((named[at] as number) >= SIGHTING_PACKETS) claimed++;
    });
    error += Math.abs(claimed - present);
    there.push(present);
  }
  const median = there.sort((a, b) => a - b)[there.length >> 1] ?? 0;
  const mean = (of: (present: number) => number): number =>
    there.reduce((sum, present) => sum + of(present), 0) / windows;
  const meanPresent = mean((present) => present);
  const constantError = mean((present) => Math.abs(present - median));
  return meanPresent === 0
    ? null
    : { meanAbsoluteError: error / windows, constantError, meanPresent };
}
