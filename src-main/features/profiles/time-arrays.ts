import { firstAtOrAfter } from '../first-at-or-after';

/**
 * How many matches of each profile begin in each stretch of time (Ma et al., figure 8).
 * @param matches As `matchProfiles` gives them: a row each.
 * @param start Seconds since the epoch at which the first bin begins.
 * @param seconds Covered, in bins of `binSeconds`; the last may be a part of one.
 * @returns Profiles x bins, row-major.
 */
export function timeArray(
  matches: readonly Float64Array[],
  start: number,
  seconds: number,
  binSeconds = 1,
): Float32Array {
  const bins = Math.ceil(seconds / binSeconds);
  const counts = new Float32Array(matches.length * bins);
  for (const [profile, times] of matches.entries()) {
    for (let at = firstAtOrAfter(times, start); at < times.length; at++) {
      const away = (times[at] as number) - start;
      if (away >= seconds) break;
      counts[profile * bins + Math.floor(away / binSeconds)]!++;
    }
  }
  return counts;
}
