import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { type FilePacket, readIpPackets } from './pcap-file';

/** An IPv4 packet of a recording, as a test looks at it. */
export interface IpPacket extends FilePacket {
  /** Its place in the file. */
  readonly row: number;
  readonly direction: typeof INBOUND | typeof OUTBOUND;
  /** IP total length. */
  readonly length: number;
  readonly protocol: number;
  readonly identification: number;
  /** Where a fragment lies in its datagram, in bytes; 0 for whole packets. */
  readonly offset: number;
  readonly moreFragments: boolean;
  /** What follows the IP header. */
  readonly payload: Buffer;
}

/** @param isOutbound Of a source address. */
export function readPackets(file: string, isOutbound: (source: string) => boolean): IpPacket[] {
  return readIpPackets(file).map(({ time, bytes }, row) => {
    const length = bytes.readUInt16BE(2);
    const fragment = bytes.readUInt16BE(6);
    return {
      row,
      time,
      bytes,
      length,
      direction: isOutbound([...bytes.subarray(12, 16)].join('.')) ? OUTBOUND : INBOUND,
      protocol: bytes[9] as number,
      identification: bytes.readUInt16BE(4),
      offset: (fragment & 0x1fff) * 8,
      moreFragments: (fragment & 0x2000) !== 0,
      payload: bytes.subarray(((bytes[0] as number) & 0xf) * 4, length),
    };
  });
}

/** What tells a packet from all others, wherever it is recorded: addresses, identification, part. */
export function keyOf({ bytes, protocol, identification, offset }: IpPacket): string {
  return `${bytes.toString('hex', 12, 20)}-${protocol}-${identification}-${offset}`;
}
