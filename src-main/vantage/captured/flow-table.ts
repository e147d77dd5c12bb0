/** 32-bit words of a key: two addresses, two ports, the protocol. */
const SIZE = 4;
const FIRST_PLACES = 1024;

/** Gives every pair of ends that speak a protocol a number, whichever of them sends. */
export class FlowTable {
  count = 0;
  /** Of the last packet looked for: 0 when the first end of the key sent it, else 1. */
  direction: 0 | 1 = 0;
  private keys = new Int32Array(FIRST_PLACES * SIZE);
  /** Number of the flow + 1 at each place; 0: none. */
  private places = new Int32Array(FIRST_PLACES);

  /**
   * The number of the flow; new ones get the next.
   * @param source index of the address, as is `destination`
   */
  find(
    source: number,
    destination: number,
    sourcePort: number,
    destinationPort: number,
    protocol: number,
  ): number {
    const swap = source > destination || (source === destination && sourcePort > destinationPort);
    this.direction = swap ? 1 : 0;
    const low = swap ? destination : source;
    const high = swap ? source : destination;
    const ports = swap
      ? (destinationPort << 16) | sourcePort
      : (sourcePort << 16) | destinationPort;
    const { keys, places } = this;
    const mask = places.length - 1;
    let place = hashOf(low, high, ports, protocol) & mask;
    for (; places[place] !== 0; place = (place + 1) & mask) {
      const at = place * SIZE;
      if (
        keys[at] === low &&
        keys[at + 1] === high &&
        keys[at + 2] === ports &&
        keys[at + 3] === protocol
      ) {
        return places[place]! - 1;
      }
    }
    keys.set([low, high, ports, protocol], place * SIZE);
    places[place] = this.count + 1;
    this.count += 1;
    if (this.count * 2 > places.length) this.grow();
    return this.count - 1;
  }

  /** Forgets all flows. */
  clear(): void {
    this.count = 0;
    this.keys = new Int32Array(FIRST_PLACES * SIZE);
    this.places = new Int32Array(FIRST_PLACES);
  }

  /** The ends of a flow: addresses as indexes, ports. Slow; for the few that matter. */
  ends(flow: number): { low: number; high: number; lowPort: number; highPort: number } {
    const at = this.places.indexOf(flow + 1) * SIZE;
    const [low = 0, high = 0, ports = 0] = this.keys.subarray(at, at + 3);
    return { low, high, lowPort: ports >>> 16, highPort: ports & 0xffff };
  }

  private grow(): void {
    const { keys, places } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.places = new Int32Array(places.length * 2);
    const mask = this.places.length - 1;
    for (let old = 0; old < places.length; old += 1) {
      if (places[old] === 0) continue;
      const [low = 0, high = 0, ports = 0, protocol = 0] = keys.subarray(
        old * SIZE,
        old * SIZE + SIZE,
      );
      let place = hashOf(low, high, ports, protocol) & mask;
      while (this.places[place] !== 0) place = (place + 1) & mask;
      this.keys.set([low, high, ports, protocol], place * SIZE);
      this.places[place] = places[old]!;
    }
  }
}

function hashOf(low: number, high: number, ports: number, protocol: number): number {
  let h = Math.imul(low, 0x9e3779b1) ^ ports;
  h = Math.imul(h ^ (h >>> 15) ^ high, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13) ^ protocol, 0xc2b2ae3d);
  return h ^ (h >>> 16);
}
