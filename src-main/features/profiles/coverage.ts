import { checkpoint, type Job } from '../../contract/job';
import type { Profile } from '../../contract/profiles';
import type { View } from '../../contract/vantage';
import { ProfileMatcher } from './matcher';
import { vectorsOf } from './packet-vectors';

const PACKETS_AT_ONCE = 2000;

/**
 * How much of a device's traffic profiles explain: the share of its packets that are part of a match of the
 * first profile, of the first two, and so on.
 * @param rows The device's packets in the view, ascending. They are matched alone.
 */
export async function coverageOf(
  view: View,
  rows: Int32Array,
  profiles: readonly Profile[],
  job: Job,
): Promise<number[]> {
  const matcher = new ProfileMatcher(vectorsOf(view, rows), profiles, true);
  // Of each packet the first profile that explains it.
  const first = new Uint16Array(rows.length).fill(profiles.length);
  const onMatch = (profile: number): void => {
    for (const packet of matcher.path(profile)) {
      first[packet] = Math.min(first[packet] as number, profile);
    }
  };
  for (let packet = 0; packet < rows.length; packet++) {
    if (packet % PACKETS_AT_ONCE === 0) await checkpoint(job);
    matcher.pass(packet, view.time[rows[packet] as number] as number, onMatch);
  }
  const counts = new Float64Array(profiles.length + 1);
  for (const profile of first) counts[profile]!++;
  let sum = 0;
  return profiles.map((_, profile) => {
    sum += counts[profile] as number;
    return rows.length === 0 ? 0 : sum / rows.length;
  });
}
