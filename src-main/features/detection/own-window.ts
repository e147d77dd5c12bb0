import { PAPER_WINDOW } from '../../contract/detection';
import { firstAtOrAfter } from '../first-at-or-after';

/** No longer one is taken: who is silent for longer speaks when something happens, not by the clock. */
const LONGEST = 3900;
/** Shorter pauses are parts of an exchange, in seconds. */
const PAUSE = 1;

/**
 * A window in which a device says something twice: twice the 99th percentile of its pauses, in whole minutes;
 * the paper's where that is shorter, or longer than an hour.
 * @param times When it sends or is sent something, ascending.
 */
export function ownWindow(times: Float64Array): number {
  const pauses = times
    .subarray(1)
    .map((time, i) => time - (times[i] as number))
    .filter((pause) => pause > PAUSE)
    .sort();
  if (pauses.length === 0) return PAPER_WINDOW;
  const long = pauses[Math.floor(0.99 * (pauses.length - 1))] as number;
  const seconds = 60 * Math.ceil((2 * long) / 60);
  return seconds > LONGEST ? PAPER_WINDOW : Math.max(PAPER_WINDOW, seconds);
}

/** The ends of those windows in which something is said. */
export function spokenWindows(
  times: Float64Array,
  ends: readonly number[],
  seconds: number,
): number[] {
  return ends.filter((end) => firstAtOrAfter(times, end) > firstAtOrAfter(times, end - seconds));
}

/** Ends of windows, `step` seconds apart, the first whole one after `from`. */
export function windowEnds(from: number, to: number, seconds: number, step: number): number[] {
  const count = Math.floor((to - from - seconds) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => from + seconds + i * step);
}
