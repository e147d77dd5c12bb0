import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { transportChecksum, writeIp } from './ip';

const ICMPV6 = 58;

export type NeighbourMessage =
  | 'router-solicitation'
  | 'router-advertisement'
  | 'neighbour-solicitation'
  | 'neighbour-advertisement';

/** A message of IPv6's neighbour discovery (RFC 4861, section 4). It never leaves the home. */
export class NeighbourDiscovery implements Emission {
  constructor(
    private readonly kind: NeighbourMessage,
    private readonly from: Party,
    private readonly to: Party,
    /** The 64-bit prefix that an advertisement hands out, or the address asked about. */
    private readonly subject: Uint8Array,
  ) {}

  build(buffer: Uint8Array): number {
    const body = this.body();
    const at = writeIp(buffer, this.from, this.to, ICMPV6, body.length);
    // Hop limit 255 proves that no router passed it on (RFC 4861, section 3.1).
    buffer[21] = 255;
    buffer.set(body, at);
    const checksum = transportChecksum(buffer, ICMPV6, at, at + body.length);
    buffer[at + 2] = checksum >>> 8;
    buffer[at + 3] = checksum & 255;
    return at + body.length;
  }

  private body(): Uint8Array {
    const { mac } = this.from;
    switch (this.kind) {
      case 'router-solicitation':
        return Uint8Array.from([133, 0, 0, 0, 0, 0, 0, 0, 1, 1, ...mac]);
      case 'router-advertisement': {
        const prefix = [3, 4, 64, 0xc0, 0, 1, 0x51, 0x80, 0, 0, 0x38, 0x40, 0, 0, 0, 0];
        const head = [134, 0, 0, 0, 64, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, ...mac];
        return Uint8Array.from([...head, ...prefix, ...this.subject]);
      }
      case 'neighbour-solicitation':
        return Uint8Array.from([135, 0, 0, 0, 0, 0, 0, 0, ...this.subject, 1, 1, ...mac]);
      case 'neighbour-advertisement':
        return Uint8Array.from([136, 0, 0, 0, 0x60, 0, 0, 0, ...this.subject, 2, 1, ...mac]);
    }
  }
}
