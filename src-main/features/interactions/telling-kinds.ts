import type { Interaction } from '../../contract/home';
import type { View } from '../../contract/vantage';
import { firstAtOrAfter } from '../first-at-or-after';
import { kindCodes } from './packet-kinds';

/** Seconds before and after an interaction in which its packets are looked for (spec: 6 s windows). */
export const BEFORE = 3;
export const AFTER = 6;

/** How far off the time of an event may be, in seconds. */
export function blurOf({ resolution }: Pick<Interaction, 'resolution'>): number {
  return resolution === 'packet' ? 0 : resolution === 'second' ? 1 : 60;
}

/** A kind of packet and the events around which it was seen. */
export interface TellingKind {
  readonly code: number;
  /** Of each event, whether the kind was seen around it. */
  readonly around: Uint8Array;
  /** Share of the events around which it was seen. */
  readonly share: number;
  /** Chance to see it in such a window anywhere, from its rate over the whole view. */
  readonly chance: number;
  /** `share` times the logarithm of how much more that is than chance. */
  readonly score: number;
}

/** Keeps the logarithm of what was never seen elsewhere finite. */
const LEAST_CHANCE = 1e-3;

/** The kinds of packets that come with these events, the most telling first. */
export function tellingKinds(view: View, events: readonly Interaction[]): TellingKind[] {
  const { time, count } = view;
  if (events.length === 0 || count === 0) return [];
  const codes = kindCodes(view);
  const total = new Map<number, number>();
  for (const code of codes) total.set(code, (total.get(code) ?? 0) + 1);
  // One packet is of one event: where several are marked in a minute, each needs a packet of its own.
  const seen = new Map<number, { around: Uint8Array; last: number }>();
  let seconds = 0;
  const ordered = events.map((_, index) => index);
  ordered.sort((one, other) => events[one]!.time - events[other]!.time);
  for (const index of ordered) {
    const event = events[index]!;
    const blur = blurOf(event);
    seconds += BEFORE + AFTER + 2 * blur;
    const end = firstAtOrAfter(time, event.time + AFTER + blur);
    for (let row = firstAtOrAfter(time, event.time - BEFORE - blur); row < end; row += 1) {
      const code = codes[row] as number;
      let of = seen.get(code);
      if (of === undefined)
        seen.set(code, (of = { around: new Uint8Array(events.length), last: -1 }));
      if (of.around[index] === 1 || row <= of.last) continue;
      of.around[index] = 1;
      of.last = row;
    }
  }
  const span = Math.max(1, (time[count - 1] as number) - (time[0] as number));
  const width = seconds / events.length;
  const kinds = [...seen].map(([code, { around }]): TellingKind => {
    const share = around.reduce((sum, one) => sum + one, 0) / events.length;
    const chance = 1 - Math.exp((-(total.get(code) ?? 0) / span) * width);
    const score = share * Math.log((share + 1e-9) / (chance + LEAST_CHANCE));
    return { code, around, share, chance, score };
  });
  return kinds.sort((one, other) => other.score - one.score || one.code - other.code);
}
