import type { PacketTable } from '../contract/packet-table';
import { WordInterner } from '../packets';
import type { AddressesSeen } from './addresses-seen';

/** How many flows are kept apart; beyond, they are kept ever less exactly. */
export interface FlowLimits {
  /** Flows with both their addresses. */
  readonly exact: number;
  /** With these, flows of which global addresses are kept as `some global address`. */
  readonly withoutGlobal: number;
  /** With these, flows of which every address is kept by its scope alone. */
  readonly withoutAddresses: number;
}

const limits: FlowLimits = { exact: 262_144, withoutGlobal: 327_680, withoutAddresses: 393_216 };
const FIRST = 1024;

/**
 * Packets and bytes by source MAC, destination MAC, source address and destination address, in order
 * of first appearance: all that telling who is who needs of the packets. Who floods a capture with
 * made-up addresses cannot make it grow without end: past the limits global addresses, then all
 * addresses, and at last MACs are counted together, which `blurredPackets` counts.
 */
export class FlowCounts {
  count = 0;
  sourceMac = new Int32Array(FIRST);
  destinationMac = new Int32Array(FIRST);
  /** Index of the address, or what `AddressesSeen.blurred` gives for it. */
  source = new Int32Array(FIRST);
  destination = new Int32Array(FIRST);
  packets = new Float64Array(FIRST);
  bytes = new Float64Array(FIRST);
  /** Packets that were counted in a flow with less than its true addresses. */
  blurredPackets = 0;
  private readonly index = new WordInterner();

  constructor(
    private readonly addresses: AddressesSeen,
    private readonly limit: FlowLimits = limits,
  ) {}

  /** Counts the packets of a batch, whose addresses `addresses` has taken. */
  add(batch: PacketTable): void {
    const { sourceMac, destinationMac, sourceAddress, destinationAddress, length } = batch;
    let last = -1;
    for (let row = 0; row < batch.count; row++) {
      const from = sourceMac[row] as number;
      const to = destinationMac[row] as number;
      const source = sourceAddress[row] as number;
      const destination = destinationAddress[row] as number;
      if (
        last < 0 ||
        this.source[last] !== source ||
        this.destination[last] !== destination ||
        this.sourceMac[last] !== from ||
        this.destinationMac[last] !== to
      ) {
        last = this.index.lookup(from, to, source, destination);
        if (last < 0) last = this.newFlow(from, to, source, destination);
      }
      this.packets[last]! += 1;
      this.bytes[last]! += length[row] as number;
    }
  }

  private newFlow(from: number, to: number, source: number, destination: number): number {
    const { addresses, limit } = this;
    if (this.count < limit.exact) return this.push(from, to, source, destination);
    const some = (address: number): number =>
      addresses.isGlobal(address) ? addresses.blurred(address) : address;
    const blurredSource = addresses.blurred(source);
    const blurredDestination = addresses.blurred(destination);
    const flow = (this.oneOf(limit.withoutGlobal, from, to, some(source), some(destination)) ??
      this.oneOf(limit.withoutAddresses, from, to, blurredSource, blurredDestination) ??
      this.oneOf(Number.POSITIVE_INFINITY, -1, -1, blurredSource, blurredDestination)) as number;
    const isExact =
      this.source[flow] === source &&
      this.destination[flow] === destination &&
      this.sourceMac[flow] === from &&
      this.destinationMac[flow] === to;
    if (!isExact) this.blurredPackets += 1;
    return flow;
  }

  /** The flow, made where it is new and fewer than `most` are there; else null. */
  private oneOf(
    most: number,
    from: number,
    to: number,
    source: number,
    destination: number,
  ): number | null {
    const known = this.index.lookup(from, to, source, destination);
    if (known >= 0) return known;
    return this.count < most ? this.push(from, to, source, destination) : null;
  }

  private push(from: number, to: number, source: number, destination: number): number {
    if (this.count === this.packets.length) this.grow();
    const flow = this.count++;
    this.sourceMac[flow] = from;
    this.destinationMac[flow] = to;
    this.source[flow] = source;
    this.destination[flow] = destination;
    this.index.add(from, to, source, destination, flow);
    return flow;
  }

  private grow(): void {
    const twice = 2 * this.packets.length;
    for (const name of ['sourceMac', 'destinationMac', 'source', 'destination'] as const) {
      const larger = new Int32Array(twice);
      larger.set(this[name]);
      this[name] = larger;
    }
    for (const name of ['packets', 'bytes'] as const) {
      const larger = new Float64Array(twice);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}
