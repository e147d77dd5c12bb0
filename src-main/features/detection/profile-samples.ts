import { timeArray } from '../profiles/time-arrays';

/** Stretches of a window that a network sees, as the paper's seconds of its 360. */
export const BINS = 360;

/**
 * Time arrays as a network takes them: windows x bins x profiles.
 * @param matches As `matchProfiles` gives them.
 * @param ends Seconds since the epoch at which windows end.
 * @param seconds How long each is.
 * @param into Where they go, window by window.
 */
export function fillProfileSamples(
  matches: readonly Float64Array[],
  ends: ArrayLike<number>,
  seconds: number,
  bins: number,
  into: Uint16Array,
): void {
  const profiles = matches.length;
  for (let row = 0; row < ends.length; row += 1) {
    const counts = timeArray(matches, (ends[row] as number) - seconds, seconds, seconds / bins);
    const from = row * bins * profiles;
    const wide = counts.length / profiles;
    for (let profile = 0; profile < profiles; profile += 1) {
      for (let bin = 0; bin < bins; bin += 1) {
        into[from + bin * profiles + profile] = counts[profile * wide + bin] as number;
      }
    }
  }
}
