import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { transportChecksum, writeIp } from './ip';
import { write16, write32 } from './words';

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
    const bytes = header + this.payload.length;
    const at = writeIp(buffer, this.from, this.to, TCP, bytes);
    write16(buffer, at, this.fromPort);
    write16(buffer, at + 2, this.toPort);
    write32(buffer, at + 4, this.sequence);
    write32(buffer, at + 8, this.acknowledgement);
    buffer[at + 12] = (header / 4) << 4;
    buffer[at + 13] = this.flags;
    write16(buffer, at + 14, this.window);
    write32(buffer, at + 16, 0);
    buffer.set(this.options, at + 20);
    buffer.set(this.payload, at + header);
    write16(buffer, at + 16, transportChecksum(buffer, TCP, at, at + bytes));
    return at + bytes;
  }
}
