import type { FeatureSet } from '../../contract/learning';
import type { View } from '../../contract/vantage';

/** What a kind of model looks at, around the packet it labels. */
export interface Scope {
  /** Places of the packets that are left out one by one. */
  readonly packets: readonly number[];
  /** Whether it looks for packets of the same kind, however far, and counts all within a minute. */
  readonly rhythm: boolean;
}

/** Packets of its kind that are shown on each side, however far. */
const NEAREST_ALIKE = 2;

/**
 * @param place The packet's place in the view.
 * @param window Packets of a recurrent model's window; windows begin at whole multiples in the view.
 */
export function scopeOf(view: View, place: number, features: FeatureSet, window: number): Scope {
  if (features.kind === 'packet') return { packets: [], rhythm: false };
  if (features.kind === 'sequence') {
    const first = Math.floor(place / window) * window;
    return { packets: placesOf(first, Math.min(view.count, first + window), place), rhythm: false };
  }
  const { neighbours } = features;
  const first = Math.max(0, place - neighbours);
  const end = Math.min(view.count, place + neighbours + 1);
  const packets = new Set(placesOf(first, end, place));
  for (const step of [-1, 1]) {
    let found = 0;
    for (let i = place + step; i >= 0 && i < view.count && found < NEAREST_ALIKE; i += step) {
      if (!isAlike(view, i, place)) continue;
      packets.add(i);
      found++;
    }
  }
  return { packets: [...packets].sort((a, b) => a - b), rhythm: true };
}

/** Whether two packets have the same length, direction and, where it is seen, server port. */
export function isAlike(view: View, one: number, other: number): boolean {
  const { length, direction, serverPort } = view;
  return (
    length[one] === length[other] &&
    direction[one] === direction[other] &&
    serverPort?.[one] === serverPort?.[other]
  );
}

function placesOf(first: number, end: number, but: number): number[] {
  return Array.from({ length: end - first }, (_, i) => first + i).filter((i) => i !== but);
}
