import { profileFields, type ProfileField } from '../../contract/profiles';
import type { PacketVectors } from './packet-vectors';

interface Weight {
  /** Whether values are compared as numbers, equation (3), or only for being the same, (2). */
  readonly isNumber: boolean;
  readonly weight: number;
  readonly most: number;
}

/**
 * Weights and maxima of equation (1). Table IV of the paper could not be recovered, so these are choices: a
 * wrong flag alone is beyond the threshold, a few bytes more in both lengths are not, and no field that
 * drifts (the window, the options) keeps packets apart alone.
 */
const weights: Record<ProfileField, Weight> = {
  length: { isNumber: true, weight: 1, most: 20 },
  flags: { isNumber: false, weight: 10, most: 10 },
  window: { isNumber: true, weight: 1 / 1024, most: 2 },
  options: { isNumber: false, weight: 2, most: 2 },
  payload: { isNumber: true, weight: 1, most: 20 },
  ttl: { isNumber: true, weight: 1, most: 4 },
};
const byPlace = profileFields.map((field) => weights[field]);

/** Packets closer than this are alike; the paper names none. */
export const THRESHOLD = 10;

/**
 * The distance of two packets, equation (1): over their fields the sum of clamped weighted differences.
 * Infinity between protocols, and between directions, which the paper does not mention.
 */
export function distance({ shape, fields, columns }: PacketVectors, one: number, other: number) {
  const of = shape[one] as number;
  if (of !== shape[other]) return Number.POSITIVE_INFINITY;
  const own = fields[of] as readonly number[];
  let sum = 0;
  for (let at = 0; at < own.length; at++) {
    const field = own[at] as number;
    const column = columns[field] as Uint32Array;
    const a = column[one] as number;
    const b = column[other] as number;
    if (a === b) continue;
    const { isNumber, weight, most } = byPlace[field] as Weight;
    sum += Math.min(most, weight * (isNumber ? Math.abs(a - b) : 1));
  }
  return sum;
}
