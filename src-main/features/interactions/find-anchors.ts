import type { Interaction } from '../../contract/home';
import type { Anchor } from '../../contract/interactions';
import type { View } from '../../contract/vantage';
import { firstAtOrAfter } from '../first-at-or-after';
import { kindCodes, kindOf } from './packet-kinds';
import { AFTER, BEFORE, blurOf, type TellingKind, tellingKinds } from './telling-kinds';

const MOST_ANCHORS = 3;
/** Anchors are looked for until so many of the events have one. */
const ENOUGH_COVERED = 0.97;
/** A kind that is this likely anywhere anchors nothing. */
const COMMON = 0.5;
/** An anchor must come with so many of the events that have none yet. */
const LEAST_SHARE = 0.1;

/**
 * The kinds of packets by which interactions of one sort are found in a stream: the one that tells most,
 * then others for events that lack it.
 * @param events of one interaction
 */
export function findAnchors(view: View, events: readonly Interaction[]): Anchor[] {
  const kinds = tellingKinds(view, events).filter(({ chance }) => chance < COMMON);
  const covered = new Uint8Array(events.length);
  const chosen: TellingKind[] = [];
  while (chosen.length < MOST_ANCHORS) {
    const open = covered.reduce((sum, one) => sum + 1 - one, 0);
    if (open <= (1 - ENOUGH_COVERED) * events.length) break;
    const gain = (kind: TellingKind): number => {
      const more = kind.around.reduce((sum, one, i) => sum + (one && !covered[i] ? 1 : 0), 0);
      const share = more / events.length;
      return more / open < LEAST_SHARE ? 0 : share * Math.log(share / (kind.chance + 1e-3));
    };
    const [best] = kinds
      .map((kind) => ({ kind, gain: gain(kind) }))
      .sort((one, other) => other.gain - one.gain);
    if (best === undefined || best.gain <= 0) break;
    chosen.push(best.kind);
    best.kind.around.forEach((one, i) => (covered[i] = one || covered[i] ? 1 : 0));
  }
  const codes = kindCodes(view);
  return chosen.map(({ code, share }) => ({
    ...kindOf(code),
    offset: offsetOf(view, codes, code, events),
    share,
  }));
}

/**
 * Median of the seconds from an event to the nearest packet of the kind, by the events whose exact times
 * are known; 0 where none is, since then the packet's own time is the best there is.
 */
function offsetOf(
  { time }: View,
  codes: Int32Array,
  code: number,
  events: readonly Interaction[],
): number {
  const exact = events.filter((event) => blurOf(event) === 0);
  const offsets = exact.flatMap((event) => {
    let nearest = Infinity;
    const end = firstAtOrAfter(time, event.time + AFTER);
    for (let row = firstAtOrAfter(time, event.time - BEFORE); row < end; row += 1) {
      const away = (time[row] as number) - event.time;
      if (codes[row] === code && Math.abs(away) < Math.abs(nearest)) nearest = away;
    }
    return Number.isFinite(nearest) ? [nearest] : [];
  });
  offsets.sort((one, other) => one - other);
  return offsets[offsets.length >> 1] ?? 0;
}
