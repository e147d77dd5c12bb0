import type { InterfaceRates } from '../../contract/capture';
import { linuxCounters } from './from-linux';

/** Packets and bytes that passed each interface so far. */
export type Counters = Map<string, { packets: number; bytes: number }>;

/**
 * The rates between two readings of the counters; an interface that is new, or whose counters began
 * again, has none.
 * @param seconds Between the readings.
 */
export function ratesBetween(
  before: Counters,
  now: Counters,
  seconds: number,
): InterfaceRates['rates'] {
  return [...now].flatMap(([name, { packets, bytes }]) => {
    const last = before.get(name);
    if (!last || packets < last.packets || bytes < last.bytes || !(seconds > 0)) return [];
    return {
      name,
      packetsPerSecond: (packets - last.packets) / seconds,
      bytesPerSecond: (bytes - last.bytes) / seconds,
    };
  });
}

/**
 * Tells the rates every so often until it is stopped. Where the system has no counters for all to
 * read (it has on Linux), no interface is named.
 */
export function watchRates(seconds: number, tell: (rates: InterfaceRates) => void): () => void {
  let before = linuxCounters();
  let at = performance.now();
  const timer = setInterval(() => {
    const now = linuxCounters();
    const time = performance.now();
    // The wall clock, whatever the machine's uptime: people read it beside packets' times.
    const wall = (performance.timeOrigin + time) / 1000;
    tell({ time: wall, rates: ratesBetween(before, now, (time - at) / 1000) });
    before = now;
    at = time;
  }, seconds * 1000);
  return () => clearInterval(timer);
}
