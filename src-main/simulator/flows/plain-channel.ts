import type { Random } from '../../contract/random';
import type { OpaqueBytes } from '../world/opaque-bytes';
import type { Channel } from './conversation';
import type { TcpConnection } from './tcp-connection';

/** A vendor's own protocol straight on TCP: a magic number, then bytes nobody understands. */
export class PlainChannel implements Channel {
  constructor(
    readonly connection: TcpConnection,
    readonly random: Random,
    private readonly opaque: OpaqueBytes,
    private readonly magic: Uint8Array,
  ) {}

  fill(bytes: number): Uint8Array {
    const all = this.opaque.take(bytes);
    all.set(this.magic.subarray(0, Math.min(bytes, this.magic.length)));
    return all;
  }
}
