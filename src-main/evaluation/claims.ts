import { NON_IOT } from '../contract/home';
import { claimMessages, fill } from '../contract/messages';
import type { Claim } from '../contract/results';
import { presenceOf } from './presence/sightings';
import { wilsonLower } from './statistics/wilson';
import type { TestPart } from './test-part';

/** An eavesdropper counts a kind of device from so many windows on in which it was named. */
const COUNTED_FROM_WINDOWS = 3;

/**
 * The sentences that the eavesdropper could write of the test part, surest first. The share of
 * a sentence about a type is that of the six-minute windows it names in which it was true for the right
 * reason (see Presence.right); its confidence what so many windows can vouch for (Wilson's lower bound).
 */
export function claimsOf(test: TestPart): Claim[] {
  const { windows, presences } = presenceOf(test);
  const claimed = presences.filter((presence) => presence.claimed > 0);
  const claims = claimed.map(({ type, claimed: named, right }): Claim => {
    const code = type === NON_IOT ? 'people-online' : 'device-present';
    const params = { type, windows: named, total: windows };
    return claim(code, params, right / named, wilsonLower(right, named), named);
  });
  claims.sort((one, other) => other.confidence - one.confidence || other.support - one.support);
  // Whom to count must not depend on the truth; how much of the count is right may.
  const counted = claimed.filter(
    ({ type, claimed: named }) => type !== NON_IOT && named >= COUNTED_FROM_WINDOWS,
  );
  const kinds = counted.length;
  if (kinds === 0) return claims;
  const real = counted.filter(({ right, claimed: named }) => right * 2 >= named).length;
  // All of these kinds were looked at: nothing is inferred from a part.
  return [claim('device-count', { count: kinds }, real / kinds, real / kinds, kinds), ...claims];
}

function claim(
  code: Claim['code'],
  params: Claim['params'],
  share: number,
  confidence: number,
  support: number,
): Claim {
  return { code, params, text: fill(claimMessages[code], params), share, confidence, support };
}
