import type { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { IpPacket } from './ip-packet';

/** A UDP datagram on the line outside, put together from its fragments. */
export interface OuterDatagram {
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  /** Of its last fragment. */
  readonly time: number;
  /** The packets that it came in, in order. */
  readonly parts: readonly IpPacket[];
  /** What UDP carries. */
  readonly payload: Buffer;
}

/** Puts datagrams together; the fragments of one follow each other in their direction. */
export function datagramsOf(packets: readonly IpPacket[]): OuterDatagram[] {
  const open: (IpPacket[] | undefined)[] = [];
  const datagrams: OuterDatagram[] = [];
  for (const packet of packets) {
    const parts = packet.offset === 0 ? [] : open[packet.direction];
    const first = parts?.[0];
    if (!parts || (first && first.identification !== packet.identification)) {
      throw new Error(`fragment ${packet.row} has no beginning`);
    }
    parts.push(packet);
    open[packet.direction] = parts;
    if (packet.moreFragments) continue;
    const whole = Buffer.concat(parts.map(({ payload }) => payload));
    if (whole.readUInt16BE(4) !== whole.length)
      throw new Error(`packet ${packet.row} is not whole`);
    datagrams.push({
      direction: packet.direction,
      time: packet.time,
      parts,
      payload: whole.subarray(8),
    });
  }
  return datagrams;
}
