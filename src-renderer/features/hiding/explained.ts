import type { Explanation } from '@contract/explanation';
import { type Reason, reasonsOf } from '@contract/explanation-words';
import type { TenSeconds } from '@contract/ten-seconds';
import type { LaneData } from './lane-paths';
import { baseOf } from './lane-layout';
import type { Entry } from './packet-list';

/** Where the eavesdropper stands whose label is explained: two of the lanes. */
export type Stand = 'router' | 'tunnel';

/** Effects below this are not shown. */
const LEAST = 0.01;
const MOST_LINES = 8;

/** The packet that an entry is at a stand, as the engine knows it; null: nothing is seen there. */
export function packetAt(
  seen: TenSeconds,
  entry: Entry,
  stand: Stand,
): { time: number; length: number; direction: number } | null {
  const at = stand === 'router' ? entry.router : (entry.tunnel[0] ?? -1);
  const columns = seen[stand];
  const time = columns.time[at];
  if (time === undefined) return null;
  return {
    time: seen.span.from + time,
    length: columns.length[at] ?? 0,
    direction: columns.way[at] ?? 0,
  };
}

/** What moves the label most, the strongest first. */
export function strongestReasons(explanation: Explanation): Reason[] {
  return reasonsOf(explanation)
    .filter(({ effect }) => Math.abs(effect) >= LEAST)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_LINES);
}

/** An arc from a packet that moves the label to the one that is explained. */
export interface Arc {
  readonly d: string;
  /** Line width in pixels. */
  readonly width: number;
  readonly against: boolean;
}

/** Arcs of the packets in sight, over the lane of the stand; the wider the more they move the label. */
export function arcsOf(data: LaneData, explanation: Explanation, stand: Stand): Arc[] {
  const { seen, layout, x } = data;
  const band = stand === 'router' ? layout.router : layout.tunnel;
  const at = explanation.packet.time - seen.span.from;
  const baseAt = (time: number): number => {
    if (stand === 'tunnel') return baseOf(band, 0);
    const found = seen.router.time.findIndex((one) => Math.abs(one - time) < 5e-6);
    return baseOf(band, data.servers.rowOf[found] ?? 0);
  };
  return explanation.packets
    .filter(({ effect }) => Math.abs(effect) >= LEAST)
    .map(({ seconds, effect }) => ({ time: at + seconds, effect }))
    .filter(({ time }) => time >= 0 && time <= seen.span.seconds)
    .map(({ time, effect }) => {
      const [from, to] = [x(time), x(at)];
      const [start, end] = [baseAt(time), baseAt(at)];
      const rise = Math.min(band.row * 0.48, 12 + Math.abs(to - from) / 3);
      const top = Math.min(start, end) - rise;
      return {
        d: `M${from.toFixed(1)} ${start}C${from.toFixed(1)} ${top.toFixed(1)} ${to.toFixed(1)} ${top.toFixed(1)} ${to.toFixed(1)} ${end}`,
        width: 1 + 6 * Math.min(1, Math.abs(effect)),
        against: effect < 0,
      };
    });
}
