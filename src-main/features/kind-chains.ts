import type { View } from '../contract/vantage';

/** Places of the table at first; a home has some thousand kinds of packets. */
const FIRST_PLACES = 4096;
/** Of a place that is free. */
const FREE = -1;

/** Of each packet the previous and the next one of its kind, or -1. */
export interface KindChains {
  readonly previous: Int32Array;
  readonly next: Int32Array;
}

/**
 * Chains the packets of each kind: same length and direction, and same server port where the view
 * has one.
 */
export function linkSameKind({ count, length, direction, serverPort }: View): KindChains {
  const previous = new Int32Array(count).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const latest = new LatestOfKind();
  for (let i = 0; i < count; i++) {
    const port = serverPort ? (serverPort[i] as number) : 0;
    const last = latest.replace((length[i] as number) * 2 + (direction[i] as number), port, i);
    if (last < 0) continue;
    previous[i] = last;
    next[last] = i;
  }
  return { previous, next };
}

/**
 * The latest packet of each kind: a hash table with open addressing. A Map of numbers as large as
 * these takes five times as long, which is felt where packets are labelled as they come.
 */
class LatestOfKind {
  private kinds = 0;
  private places = FIRST_PLACES;
  private shape = new Int32Array(FIRST_PLACES);
  private port = new Int32Array(FIRST_PLACES).fill(FREE);
  private packet = new Int32Array(FIRST_PLACES);

  /**
   * Makes a packet the latest of its kind.
   * @param shape Length and direction in one number, below 2^31.
   * @returns The one before it, or -1.
   */
  replace(shape: number, port: number, packet: number): number {
    const place = this.find(shape, port);
    const before = this.port[place] === FREE ? -1 : (this.packet[place] as number);
    this.packet[place] = packet;
    if (before < 0) {
      this.shape[place] = shape;
      this.port[place] = port;
      if (++this.kinds * 2 > this.places) this.grow();
    }
    return before;
  }

  private find(shape: number, port: number): number {
    const mask = this.places - 1;
    const mixed = Math.imul(Math.imul(shape, 0x9e3779b1) ^ port, 0x85ebca77);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (
      this.port[place] !== FREE &&
      (this.port[place] !== port || this.shape[place] !== shape)
    ) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private grow(): void {
    const { shape, port, packet, places } = this;
    this.places = places * 2;
    this.shape = new Int32Array(this.places);
    this.port = new Int32Array(this.places).fill(FREE);
    this.packet = new Int32Array(this.places);
    for (let old = 0; old < places; old++) {
      if (port[old] === FREE) continue;
      const place = this.find(shape[old] as number, port[old] as number);
      this.shape[place] = shape[old] as number;
      this.port[place] = port[old] as number;
      this.packet[place] = packet[old] as number;
    }
  }
}
