import type { PacketStrip } from '../../contract/shaping';
import { DUMMY } from '../../contract/shaping';
import type { ShapedHome, Traffic } from '../../shaping';

/** Seconds of a strip, and packets at the most. */
const SECONDS = 10;
const MOST = 3000;

/** The seconds in which most smart devices speak; of several the first. */
export function telling({ before, original }: ShapedHome): number {
  const start = before.time[0] ?? 0;
  const speaking = new Map<number, Set<number>>();
  for (let row = 0; row < before.count; row++) {
    const owner = before.owner[row] as number;
    if (original.devices[owner]?.kind !== 'iot') continue;
    const bin = Math.floor(((before.time[row] as number) - start) / SECONDS);
    const owners = speaking.get(bin);
    if (owners) owners.add(owner);
    else speaking.set(bin, new Set([owner]));
  }
  let best = 0;
  let most = 0;
  for (const [bin, { size }] of speaking) {
    if (size > most) [best, most] = [bin, size];
  }
  return start + best * SECONDS;
}

/** Packets of some seconds; `times` of the packets before, by row of the home, tell their delay. */
export function stripOf(traffic: Traffic, from: number, cameAt: Map<number, number>): PacketStrip {
  const rows: number[] = [];
  for (let row = 0; row < traffic.count && rows.length < MOST; row++) {
    const time = traffic.time[row] as number;
    if (time >= from + SECONDS) break;
    if (time >= from) rows.push(row);
  }
  const column = (values: ArrayLike<number>): number[] => rows.map((row) => values[row] as number);
  return {
    from,
    seconds: SECONDS,
    time: rows.map((row) => (traffic.time[row] as number) - from),
    size: column(traffic.size),
    direction: column(traffic.direction),
    kind: column(traffic.kind),
    delay: rows.map((row) => {
      if (traffic.kind[row] === DUMMY) return 0;
      const came = cameAt.get(traffic.source[row] as number);
      return Math.max(0, (traffic.time[row] as number) - (came ?? (traffic.time[row] as number)));
    }),
  };
}
