import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { transportChecksum, TRANSPORT, write16, write32, writeIpv4 } from './ipv4';

export const tcpFlag = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

const TCP = 6;
const NO_BYTES = new Uint8Array(0);

/** A TCP segment that waits to be sent (RFC 9293, section 3.1). */
export class TcpSegment implements Emission {
  constructor(
    private readonly from: Party,
    private readonly to: Party,
    private readonly fromPort: number,
    private readonly toPort: number,
    private readonly sequence: number,
    private readonly acknowledgement: number,
    private readonly flags: number,
    private readonly window: number,
    /** Options as bytes, padded to a multiple of four. */
    private readonly options: Uint8Array,
    private readonly payload: Uint8Array = NO_BYTES,
  ) {}

  build(buffer: Uint8Array): number {
    const header = 20 + this.options.length;
    const end = writeIpv4(buffer, this.from, this.to, TCP, header + this.payload.length);
    write16(buffer, TRANSPORT, this.fromPort);
    write16(buffer, TRANSPORT + 2, this.toPort);
    write32(buffer, TRANSPORT + 4, this.sequence);
    write32(buffer, TRANSPORT + 8, this.acknowledgement);
    buffer[TRANSPORT + 12] = (header / 4) << 4;
    buffer[TRANSPORT + 13] = this.flags;
    write16(buffer, TRANSPORT + 14, this.window);
    write32(buffer, TRANSPORT + 16, 0);
    buffer.set(this.options, TRANSPORT + 20);
    buffer.set(this.payload, TRANSPORT + header);
    write16(buffer, TRANSPORT + 16, transportChecksum(buffer, TCP, end));
    return end;
  }
}
