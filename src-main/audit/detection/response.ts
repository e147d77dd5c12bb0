import { checkpoint, type Job } from '../../contract/job';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { composeView, firstAtOrAfter } from '../../features';
import type { OpenDetector } from '../../inference';
import type { TypePackets } from './owners';

/** So many times the type is switched on. */
const TRIALS = 20;
/** It is asked this often, in seconds, for so many windows. */
const STEP = 30;
const WINDOWS = 3;

/**
 * Median seconds from the first packet of a type that is switched on at some moment until it is called present;
 * null where it never is within three windows in half of the trials, or sends nothing.
 */
export async function responseOf(
  view: View,
  { own, times }: TypePackets,
  open: OpenDetector,
  seed: number,
  job: Job,
): Promise<number | null> {
  const { window, memory } = open;
  const horizon = WINDOWS * window;
  const [start, end] = [view.time[0] ?? 0, view.time[view.count - 1] ?? 0];
  const last = end - horizon;
  if (last <= start) return null;
  const random = new Random(seed).fork(7);
  const waits: number[] = [];
  for (let trial = 0; trial < TRIALS; trial += 1) {
    await checkpoint(job);
    const on = times[firstAtOrAfter(times, random.between(start, last))];
    if (on === undefined || on > last) continue;
    const from = firstAtOrAfter(view.time, on - window - memory);
    const to = firstAtOrAfter(view.time, on + horizon);
    const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
    const part = composeView(
      view,
      rows.filter((row) => own[row] === 0 || (view.time[row] as number) >= on),
    );
    const ends = Array.from({ length: horizon / STEP }, (_, i) => on + (i + 1) * STEP);
    const found = (await open.ask(part, ends, job)).findIndex((share) => share >= open.threshold);
    waits.push(found < 0 ? Infinity : (ends[found] as number) - on);
  }
  if (waits.length === 0) return null;
  waits.sort((one, other) => one - other);
  const median = waits[waits.length >> 1] as number;
  return Number.isFinite(median) ? median : null;
}
