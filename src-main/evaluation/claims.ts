import { NON_IOT } from '../contract/home';
import { claimMessages, fill } from '../contract/messages';
import type { Claim } from '../contract/results';
import { presenceOf } from './presence';
import type { TestPart } from './test-part';

/** An eavesdropper counts a type as living in the home from this confidence on. */
const COUNTED_FROM = 0.8;

/**
 * The sentences that the eavesdropper could write of the test part, surest first. The confidence of
 * a sentence about a type is the share of the six-minute windows it names in which it was true for
 * the right reason (see Presence.right).
 */
export function claimsOf(test: TestPart): Claim[] {
  const { windows, presences } = presenceOf(test);
  const claimed = presences.filter((presence) => presence.claimed > 0);
  const claims = claimed.map(({ type, claimed: named, right }): Claim => {
    const code = type === NON_IOT ? 'people-online' : 'device-present';
    return claim(code, { type, windows: named, total: windows }, right / named, named);
  });
  claims.sort((one, other) => other.confidence - one.confidence || other.support - one.support);
  const counted = claimed.filter(
    ({ type, right, claimed: named }) => type !== NON_IOT && right / named >= COUNTED_FROM,
  );
  if (counted.length === 0) return claims;
  const real = counted.filter(({ present }) => present > 0).length;
  const count = claim('device-count', { count: counted.length }, real / counted.length, windows);
  return [count, ...claims];
}

function claim(
  code: Claim['code'],
  params: Claim['params'],
  confidence: number,
  support: number,
): Claim {
  return { code, params, text: fill(claimMessages[code], params), confidence, support };
}
