import type { Profile } from '../../contract/profiles';
import type { View } from '../../contract/vantage';
import { ProfileMatcher } from './matcher';
import { vectorsOf } from './packet-vectors';

/**
 * Matches profiles with the packets of a view, as `ProfileMatcher` says.
 * @returns Of each profile the seconds since the epoch at which its matches begin, ascending.
 * @throws RangeError where the view has not the header fields that the profiles were learned from.
 */
export function matchProfiles(view: View, profiles: readonly Profile[]): Float64Array[] {
  const matcher = new ProfileMatcher(vectorsOf(view), profiles);
  const begins = profiles.map((): number[] => []);
  const onMatch = (profile: number, begin: number): void => {
    (begins[profile] as number[]).push(begin);
  };
  for (let i = 0; i < view.count; i++) matcher.pass(i, view.time[i] as number, onMatch);
  return begins.map((times) => Float64Array.from(times));
}
