import { readFileSync, writeFileSync } from 'node:fs';

const MAGIC = 0xa1b2c3d4;
const FILE_HEADER = 24;
const RECORD_HEADER = 16;
export const ETHERNET = 1;

/** A packet of a file: `bytes` from the link layer on. */
export interface FilePacket {
  /** Seconds since the epoch. */
  readonly time: number;
  readonly bytes: Buffer;
}

/** Writes a pcap file of Ethernet frames (little-endian, microseconds). */
export function writePcap(file: string, packets: readonly FilePacket[]): void {
  const header = Buffer.alloc(FILE_HEADER);
  [MAGIC, 0x00040002, 0, 0, 65_535, ETHERNET].forEach((word, i) =>
    header.writeUInt32LE(word, 4 * i),
  );
  const parts = packets.flatMap(({ time, bytes }) => {
    const record = Buffer.alloc(RECORD_HEADER);
    const micros = Math.round(time * 1e6);
    const words = [Math.floor(micros / 1e6), micros % 1e6, bytes.length, bytes.length];
    words.forEach((word, i) => record.writeUInt32LE(word, 4 * i));
    return [record, bytes];
  });
  writeFileSync(file, Buffer.concat([header, ...parts]));
}

/**
 * Reads a pcap file as dumpcap writes it on this machine. It shares nothing with the reader that is
 * tested with its packets.
 * @returns The packets from their IP headers on.
 */
export function readIpPackets(file: string): FilePacket[] {
  const data = readFileSync(file);
  const magic = data.readUInt32LE(0);
  const ticks = magic === MAGIC ? 1e6 : magic === 0xa1b23c4d ? 1e9 : 0;
  if (ticks === 0) throw new Error(`${file} is no little-endian pcap file`);
  const skipped = data.readUInt32LE(20) === ETHERNET ? 14 : 0;
  const packets: FilePacket[] = [];
  for (let at = FILE_HEADER; at + RECORD_HEADER <= data.length;) {
    const [seconds, fraction, length] = [0, 4, 8].map((k) => data.readUInt32LE(at + k)) as [
      number,
      number,
      number,
    ];
    at += RECORD_HEADER;
    const bytes = data.subarray(at + skipped, at + length);
    packets.push({ time: seconds + fraction / ticks, bytes });
    at += length;
  }
  return packets;
}
