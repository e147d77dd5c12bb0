import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { transportChecksum, writeIp } from './ip';
import { write16 } from './words';

const UDP = 17;

/** Bytes of Ethernet, IPv4 and UDP headers. */
export const UDP_HEADERS = 42;

/** A UDP datagram that waits to be sent (RFC 768). */
export class UdpDatagram implements Emission {
  constructor(
    private readonly from: Party,
    private readonly to: Party,
    private readonly fromPort: number,
    private readonly toPort: number,
    private readonly payload: Uint8Array,
  ) {}

  build(buffer: Uint8Array): number {
    const bytes = 8 + this.payload.length;
    const at = writeIp(buffer, this.from, this.to, UDP, bytes);
    write16(buffer, at, this.fromPort);
    write16(buffer, at + 2, this.toPort);
    write16(buffer, at + 4, bytes);
    write16(buffer, at + 6, 0);
    buffer.set(this.payload, at + 8);
    // A computed zero is sent as all ones; zero itself would mean "no checksum".
    write16(buffer, at + 6, transportChecksum(buffer, UDP, at, at + bytes) || 0xffff);
    return at + bytes;
  }
}
