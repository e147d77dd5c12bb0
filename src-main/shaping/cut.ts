import { FRAGMENT, REAL } from '../contract/shaping';
import { type Traffic, TrafficWriter } from './traffic';

/** Bytes of an IPv4 header, which each later piece has of its own. */
const HEADER = 20;

/**
 * Packets longer than the largest as pieces that fit, one right after the other at the same time; the first
 * stays what it was, the others are fragments.
 */
export function cutToFit(traffic: Traffic, largest: number): Traffic {
  if (!traffic.size.some((size) => size > largest)) return traffic;
  const cut = new TrafficWriter(traffic.count * 1.1);
  for (let row = 0; row < traffic.count; row++) {
    const size = traffic.size[row] as number;
    const time = traffic.time[row] as number;
    const piece = (bytes: number, kind: number): void =>
      cut.add(
        time,
        bytes,
        traffic.direction[row] as number,
        traffic.owner[row] as number,
        traffic.source[row] as number,
        kind,
      );
    const kind = traffic.kind[row] as number;
    piece(Math.min(size, largest), kind);
    for (let left = size - largest; left > 0; left -= largest - HEADER) {
      piece(Math.min(largest, left + HEADER), kind === REAL ? FRAGMENT : kind);
    }
  }
  return cut.take();
}
