import { MOST_ELEMENTS } from '../../contract/profiles';
import type { Stretch } from './common-subsequence';

/** Seconds without a packet after which a new burst begins. */
export const BURST_GAP = 1;

/**
 * The bursts of packets at these times (Ma et al., section III-A-2). Those of more than `MOST_ELEMENTS`
 * packets, which are streams, are cut into stretches of so many.
 */
export function burstsOf(times: Float64Array): Stretch[] {
  const bursts: Stretch[] = [];
  for (let from = 0; from < times.length;) {
    let end = from + 1;
    while (
      end < times.length &&
      end - from < MOST_ELEMENTS &&
      (times[end] as number) - (times[end - 1] as number) < BURST_GAP
    )
      end++;
    bursts.push({ from, end });
    from = end;
  }
  return bursts;
}
