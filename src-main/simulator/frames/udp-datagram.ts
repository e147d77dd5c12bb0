import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { transportChecksum, TRANSPORT, write16, writeIpv4 } from './ipv4';

const UDP = 17;

/** Bytes of Ethernet, IPv4 and UDP headers. */
export const UDP_HEADERS = TRANSPORT + 8;

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
    const end = writeIpv4(buffer, this.from, this.to, UDP, 8 + this.payload.length);
    write16(buffer, TRANSPORT, this.fromPort);
    write16(buffer, TRANSPORT + 2, this.toPort);
    write16(buffer, TRANSPORT + 4, 8 + this.payload.length);
    write16(buffer, TRANSPORT + 6, 0);
    buffer.set(this.payload, UDP_HEADERS);
    // A computed zero is sent as all ones; zero itself would mean "no checksum".
    write16(buffer, TRANSPORT + 6, transportChecksum(buffer, UDP, end) || 0xffff);
    return end;
  }
}
