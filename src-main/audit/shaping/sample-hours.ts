import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import { emptyTable, selectRows } from '../../packets';
import { markThrough, throughRouter } from '../../vantage';

const DAY = 86_400;
/** A day is sampled in so many blocks, evenly over it. */
const BLOCKS = 4;

/**
 * What crosses the gateway in some hours of each day, in four blocks evenly over it, one right after the other
 * as if nothing lay between: shapings and adversaries see whole quarters of an hour and no gaps. 24 takes all.
 */
export function sampleHours(home: Home, hours: number): Home {
  const through = throughRouter(home);
  return hours >= 24 ? through : sampleBlocks(through, DAY / BLOCKS, (hours * 3600) / BLOCKS);
}

/** The same with a share of the time of a home, in blocks of two minutes or longer, at most 48. */
export function sampleShare(home: Home, share: number): Home {
  const through = throughRouter(home);
  const { time, count } = through.packets;
  const seconds = (time[count - 1] ?? 0) - (time[0] ?? 0);
  if (share >= 1 || seconds <= 0) return through;
  const blocks = Math.max(BLOCKS, Math.min(48, Math.floor((seconds * share) / 120)));
  return sampleBlocks(through, seconds / blocks, (seconds * share) / blocks);
}

/** When what happened at a time is in `sampleHours`; null where that is left out. */
export function sampledTime({ packets }: Home, hours: number, time: number): number | null {
  if (hours >= 24) return time;
  return timeInBlocks(packets.time[0] ?? 0, DAY / BLOCKS, (hours * 3600) / BLOCKS, time);
}

function timeInBlocks(start: number, every: number, block: number, time: number): number | null {
  const since = Math.max(0, time - start);
  const index = Math.floor(since / every);
  const within = since - index * every;
  return within >= block ? null : start + index * block + within;
}

function sampleBlocks(through: Home, every: number, block: number): Home {
  const { packets, internet } = through;
  const start = packets.time[0] ?? 0;
  const rows: number[] = [];
  const times: number[] = [];
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] !== 1) continue;
    const time = timeInBlocks(start, every, block, packets.time[row] as number);
    if (time === null) continue;
    rows.push(row);
    times.push(time);
  }
  return selectHome(through, Int32Array.from(rows), Float64Array.from(times));
}

/** The packets that cross the gateway between two times, the second excluded. */
export function homeBetween(home: Home, from: number, end: number): Home {
  const through = throughRouter(home);
  const { packets, internet } = through;
  const rows: number[] = [];
  for (let row = 0; row < packets.count; row++) {
    const time = packets.time[row] as number;
    if (internet[row] === 1 && time >= from && time < end) rows.push(row);
  }
  const chosen = Int32Array.from(rows);
  return selectHome(
    through,
    chosen,
    Float64Array.from(rows, (row) => packets.time[row] as number),
  );
}

function selectHome(home: Home, rows: Int32Array, time: Float64Array): Home {
  const packets = { ...withoutClear(selectRows({ ...home.packets, ...noClear }, rows)), time };
  return markThrough({
    ...home,
    packets,
    device: Int32Array.from(rows, (row) => home.device[row] as number),
    direction: Uint8Array.from(rows, (row) => home.direction[row] as number),
    internet: new Uint8Array(rows.length).fill(1),
  });
}

const noClear = { clear: emptyTable().clear, names: [] as string[] };

function withoutClear(table: PacketTable): PacketTable {
  return { ...table, ...noClear };
}
