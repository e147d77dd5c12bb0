import { type ProfilesOptions, runProfiles } from '../audit';
import type { ProfilesResult } from '../contract/profiles';
import { type Hooks, jobOf, type Place } from './operations';
import { plans } from './progress';

/** Learns the sequence profiles of a home's devices. */
export function profiles(
  options: Omit<ProfilesOptions, 'resources' | 'knownDevices'>,
  place: Place,
  hooks: Hooks,
): Promise<ProfilesResult> {
  return runProfiles(
    { ...place, ...options },
    jobOf(plans.profiles(options.outside != null), hooks),
  );
}
