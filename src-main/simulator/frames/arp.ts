import type { Emission } from '../world/time-queue';
import type { Party } from '../world/party';
import { BROADCAST_MAC } from '../world/addresses';
import { writeEthernet } from './ethernet';
import { write16, write32 } from './words';

/** An ARP request or reply (RFC 826). */
export class ArpPacket implements Emission {
  constructor(
    private readonly kind: 'request' | 'reply',
    private readonly from: Party,
    private readonly to: Party,
    /** A request goes to everyone, or straight to a neighbour that is being probed again. */
    private readonly broadcast: boolean,
  ) {}

  build(buffer: Uint8Array): number {
    writeEthernet(buffer, this.broadcast ? BROADCAST_MAC : this.to.mac, this.from.mac, 0x0806);
    write16(buffer, 14, 1);
    write16(buffer, 16, 0x0800);
    buffer[18] = 6;
    buffer[19] = 4;
    write16(buffer, 20, this.kind === 'request' ? 1 : 2);
    buffer.set(this.from.mac, 22);
    write32(buffer, 28, this.from.address);
    if (this.kind === 'request') buffer.fill(0, 32, 38);
    else buffer.set(this.to.mac, 32);
    write32(buffer, 38, this.to.address);
    return 42;
  }
}
