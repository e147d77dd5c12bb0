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

/**
 * Mean F1 over the IoT types of telling in windows of six minutes whether a type is there, by the simple rule
 * of `presenceOf`: three packets given to it. A claim is right when half of what it rests on was the type's
 * own; cover that is taken for a device counts against it. Null without a type that was there.
 */
export function presenceF1(part: LabelledAmongCover): number | null {
  const { time, labels, truth, given } = part;
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
