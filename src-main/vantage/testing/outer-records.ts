import { INBOUND, OUTBOUND } from '../../contract/vantage';
import type { IpPacket } from './ip-packet';

/** A record of OpenVPN over TCP: what follows the two bytes of its length. */
export interface OuterRecord {
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  /** Of the segment with its last byte. */
  readonly time: number;
  /** The row of that segment. */
  readonly row: number;
  readonly payload: Buffer;
}

/** Walks the two streams of the one connection recorded, from its beginning; in order of direction. */
export function recordsOf(packets: readonly IpPacket[]): OuterRecord[] {
  return ([INBOUND, OUTBOUND] as const).flatMap((direction) => {
    const own = packets.filter((packet) => packet.direction === direction);
    return walk(direction, own);
  });
}

function walk(direction: typeof INBOUND | typeof OUTBOUND, packets: IpPacket[]): OuterRecord[] {
  const syn = packets.find(({ payload }) => ((payload[13] as number) & 2) !== 0);
  if (!syn) throw new Error('the beginning of the connection is not recorded');
  let expected = (syn.payload.readUInt32BE(4) + 1) >>> 0;
  let rest = Buffer.alloc(0);
  const records: OuterRecord[] = [];
  for (const { payload, time, row } of packets) {
    const data = payload.subarray(((payload[12] as number) >> 4) * 4);
    const ahead = (payload.readUInt32BE(4) - expected) | 0;
    if (data.length === 0 || ahead + data.length <= 0) continue;
    if (ahead !== 0) throw new Error(`segment ${row} is out of order by ${ahead}`);
    expected = (expected + data.length) >>> 0;
    rest = Buffer.concat([rest, data]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      records.push({ direction, time, row, payload: rest.subarray(2, end) });
      rest = rest.subarray(end);
    }
  }
  if (rest.length > 0) throw new Error(`${rest.length} bytes of a record are left`);
  return records;
}
