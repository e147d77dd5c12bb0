import type { CalibratedScore } from '../contract/calibration';
import { percent } from './text';

/** How far its probabilities may be believed, and what saying `unknown` when unsure would cost. */
export function calibrationLines(score: CalibratedScore | null): string[] {
  if (score === null) return [];
  const { before, after, unknown, abstainBelow } = score;
  const gap = (one: typeof before): string => percent(one.expectedCalibrationError);
  const unmet =
    unknown.ofUnmet === null ? '' : ` and ${percent(unknown.ofUnmet)} of those it never met`;
  return [
    `Its probabilities are off by ${gap(after)} on average (before calibration ${gap(before)}); Brier score ${after.brierScore.toFixed(4)} (${before.brierScore.toFixed(4)}).`,
    `Below a probability of ${percent(abstainBelow)} it would rather say “unknown”: to ${percent(unknown.ofKnown)} of the packets of types it knows${unmet}.`,
  ];
}
