import type { View } from '../../contract/vantage';
import { sliceView } from '../../features';

/** A change of a view that can be taken back: one thing less that an adversary can see. */
export type Mask = (view: View, draw: () => number, put: Puts) => void;

/** Writes to a view's columns and remembers what was there. */
export class Puts {
  private readonly undone: (() => void)[] = [];

  set(column: Uint32Array | Uint8Array | Uint16Array | Float64Array, at: number, value: number) {
    const before = column[at] as number;
    this.undone.push(() => (column[at] = before));
    column[at] = value;
  }

  /** Adds to the times of all packets before `end`. */
  shift(time: Float64Array, end: number, seconds: number) {
    const before = time.slice(0, end);
    this.undone.push(() => time.set(before));
    for (let i = 0; i < end; i++) time[i]! += seconds;
  }

  undo(): void {
    for (const one of this.undone.splice(0).reverse()) one();
  }
}

/** Packets of a view, with columns of their own that masks may write to. */
export function copyOf(view: View, from: number, end: number): View {
  const part = sliceView(view, from, end);
  return {
    ...part,
    time: part.time.slice(),
    length: part.length.slice(),
    direction: part.direction.slice(),
    serverPort: part.serverPort?.slice() ?? null,
    protocols: part.protocols?.slice() ?? null,
  };
}

const SAMPLE = 4096;
/** The golden ratio's steps spread evenly over 0 to 1, however many there are (Kronecker sequence). */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Draws packets of a view to put in the place of others: each value as often as it is common, so that few
 * draws stand for all.
 * @param value What of a packet is to be spread: its length, say.
 * @returns Makes a new sequence of draws, always the same one.
 */
export function drawsOf({ count }: View, value: (packet: number) => number): () => () => number {
  const step = Math.ceil(count / SAMPLE);
  const sample = Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
  sample.sort((one, other) => value(one) - value(other) || one - other);
  return () => {
    // The middle one first.
    let at = 1.5 - GOLDEN;
    return () => sample[Math.floor((at = (at + GOLDEN) % 1) * sample.length)] as number;
  };
}

/** Puts packets as they are common, `source` has them, in the place of those at `places`; times stay. */
export const replacePackets =
  (places: readonly number[], source: View): Mask =>
  (view, draw, put) => {
    for (const place of places) {
      const other = draw();
      put.set(view.length, place, source.length[other] as number);
      put.set(view.direction, place, source.direction[other] as number);
      replaceService(view, place, source, other, put);
    }
  };

export const replaceLength =
  (place: number, source: View): Mask =>
  (view, draw, put) =>
    put.set(view.length, place, source.length[draw()] as number);

export const turnDirection =
  (place: number): Mask =>
  (view, _, put) =>
    put.set(view.direction, place, 1 - (view.direction[place] as number));

/** Seconds since the packet before; 0 for the first. */
export function intervalOf({ time }: View, packet: number): number {
  return packet === 0 ? 0 : (time[packet] as number) - (time[packet - 1] as number);
}

/** Another packet's interval: all packets before move in time as one. */
export const replaceInterval =
  (place: number, source: View): Mask =>
  (view, draw, put) => {
    const wanted = intervalOf(source, draw());
    const { time } = view;
    const shift = (time[place] as number) - (time[place - 1] as number) - wanted;
    put.shift(time, place, shift);
  };

export const replacePort =
  (place: number, source: View): Mask =>
  (view, draw, put) =>
    replaceService(view, place, source, draw(), put);

function replaceService(view: View, place: number, source: View, other: number, put: Puts): void {
  if (view.serverPort && source.serverPort)
    put.set(view.serverPort, place, source.serverPort[other] as number);
  if (view.protocols && source.protocols)
    put.set(view.protocols, place, source.protocols[other] as number);
}

/** The view without the packets for which `isLeftOut`, and the new place of the packet at `place`. */
export function without(
  view: View,
  place: number,
  isLeftOut: (packet: number) => boolean,
): { view: View; place: number } {
  const isKept = Array.from({ length: view.count }, (_, i) => i === place || !isLeftOut(i));
  const countKept = (end: number): number => isKept.slice(0, end).filter(Boolean).length;
  const pick = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(column: T): T =>
    column.filter((_, i) => isKept[i]) as T;
  return {
    place: countKept(place),
    view: {
      vantage: view.vantage,
      count: countKept(view.count),
      time: pick(view.time),
      length: pick(view.length),
      direction: pick(view.direction),
      serverPort: view.serverPort && pick(view.serverPort),
      protocols: view.protocols && pick(view.protocols),
    },
  };
}
