import type { Party } from '../world/party';

export const ETHERNET_BYTES = 14;
export const IPV4_BYTES = 20;
/** Where the transport header begins in every IPv4 frame of the simulator: no IP options. */
export const TRANSPORT = ETHERNET_BYTES + IPV4_BYTES;

const DONT_FRAGMENT = 0x4000;

/** Writes the Ethernet header; `type` is the EtherType. */
export function writeEthernet(
  buffer: Uint8Array,
  target: Uint8Array,
  source: Uint8Array,
  type: number,
): void {
  buffer.set(target, 0);
  buffer.set(source, 6);
  buffer[12] = type >>> 8;
  buffer[13] = type & 255;
}

/**
 * Writes Ethernet and IPv4 headers (RFC 791) around a transport of `transportBytes`, with the right
 * header checksum, and gives the frame's length. Frames are never padded to 60 bytes: they are
 * captured on the access point, where there is no padding.
 */
export function writeIpv4(
  buffer: Uint8Array,
  from: Party,
  to: Party,
  protocol: number,
  transportBytes: number,
): number {
  writeEthernet(buffer, to.mac, from.mac, 0x0800);
  const total = IPV4_BYTES + transportBytes;
  buffer[14] = 0x45;
  buffer[15] = 0;
  write16(buffer, 16, total);
  write16(buffer, 18, from.nextId());
  write16(buffer, 20, DONT_FRAGMENT);
  buffer[22] = to.groupTtl ?? from.ttl;
  buffer[23] = protocol;
  write16(buffer, 24, 0);
  write32(buffer, 26, from.address);
  write32(buffer, 30, to.address);
  write16(buffer, 24, foldedComplement(sumWords(buffer, 14, 34)));
  return ETHERNET_BYTES + total;
}

/** The checksum of TCP and UDP with the pseudo header (RFC 9293, section 3.1; RFC 768). */
export function transportChecksum(buffer: Uint8Array, protocol: number, end: number): number {
  const pseudo = sumWords(buffer, 26, 34) + protocol + (end - TRANSPORT);
  return foldedComplement(pseudo + sumWords(buffer, TRANSPORT, end));
}

export function write16(buffer: Uint8Array, at: number, value: number): void {
  buffer[at] = value >>> 8;
  buffer[at + 1] = value;
}

export function write32(buffer: Uint8Array, at: number, value: number): void {
  buffer[at] = value >>> 24;
  buffer[at + 1] = value >>> 16;
  buffer[at + 2] = value >>> 8;
  buffer[at + 3] = value;
}

/** Sum of the big-endian 16-bit words of a range, the last byte padded with zero. */
function sumWords(buffer: Uint8Array, start: number, end: number): number {
  let sum = 0;
  let at = start;
  for (; at + 1 < end; at += 2) {
    sum += ((buffer[at] as number) << 8) | (buffer[at + 1] as number);
  }
  if (at < end) sum += (buffer[at] as number) << 8;
  return sum;
}

function foldedComplement(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 65536);
  return ~folded & 0xffff;
}
