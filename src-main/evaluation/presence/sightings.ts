import { PRESENCE_SECONDS } from '../../contract/thresholds';
import type { TestPart } from '../test-part';

/** So many packets given one type in a window make the eavesdropper say that it was on the line. */
export const SIGHTING_PACKETS = 3;

/** Presence of one class over the test part's windows of PRESENCE_SECONDS. */
export interface Presence {
  readonly type: string;
  /** Windows in which the adversary says it was on the line. */
  readonly claimed: number;
  /**
   * Claimed windows in which at least half of the packets that the claim rests on really were its.
   * That it was on the line by chance, while others' packets were taken for its, is not enough.
   */
  readonly right: number;
  /** Windows in which it really was. */
  readonly present: number;
}

/** @returns One entry per label, and how many windows there are (with any packet or not). */
export function presenceOf(test: TestPart): { windows: number; presences: Presence[] } {
  const { time, labels, truth, predictions } = test;
  const start = time[0] ?? 0;
  const last = time[time.length - 1] ?? start;
  const windows = time.length === 0 ? 0 : Math.floor((last - start) / PRESENCE_SECONDS) + 1;
  const given = new Uint32Array(windows * labels.length);
  const real = new Uint32Array(windows * labels.length);
  const correct = new Uint32Array(windows * labels.length);
  for (let i = 0; i < time.length; i++) {
    const window = Math.floor(((time[i] as number) - start) / PRESENCE_SECONDS);
    const row = window * labels.length;
    const named = predictions.label[i] as number;
    const label = truth[i] as number;
    // The tunnel's own packets count in none.
    if (label >= labels.length) continue;
    given[row + named]!++;
    real[row + label]!++;
    if (label === named) correct[row + named]!++;
  }
  const presences = labels.map((type, label): Presence => {
    let claimed = 0;
    let right = 0;
    let present = 0;
    for (let window = 0; window < windows; window++) {
      const place = window * labels.length + label;
      if ((real[place] as number) > 0) present++;
      if ((given[place] as number) < SIGHTING_PACKETS) continue;
      claimed++;
      if ((correct[place] as number) * 2 >= (given[place] as number)) right++;
    }
    return { type, claimed, right, present };
  });
  return { windows, presences };
}
