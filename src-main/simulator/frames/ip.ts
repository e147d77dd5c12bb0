import type { Party } from '../world/party';
import { ETHERNET_BYTES, IPV4_BYTES, writeIpv4 } from './ipv4';
import { IPV6_BYTES, writeIpv6 } from './ipv6';
import { foldedComplement, sumWords } from './words';

/** Whether two parties speak IPv6 with each other: both have an address, as phones prefer it. */
export function speakIpv6(a: Party, b: Party): boolean {
  return a.address6 !== undefined && b.address6 !== undefined;
}

/** Bytes in front of TCP or UDP, the Ethernet header included. */
export function bytesBeforeTransport(from: Party, to: Party): number {
  return ETHERNET_BYTES + (speakIpv6(from, to) ? IPV6_BYTES : IPV4_BYTES);
}

/**
 * Writes Ethernet and IP headers for a transport of `transportBytes`; gives where that begins.
 * Frames are never padded to 60 bytes: the capture point is the access point, which does not pad.
 */
export function writeIp(
  buffer: Uint8Array,
  from: Party,
  to: Party,
  protocol: number,
  transportBytes: number,
): number {
  if (from.address6 && to.address6) {
    writeIpv6(buffer, from, from.address6, to, to.address6, protocol, transportBytes);
    return ETHERNET_BYTES + IPV6_BYTES;
  }
  writeIpv4(buffer, from, to, protocol, transportBytes);
  return ETHERNET_BYTES + IPV4_BYTES;
}

/** Checksum of TCP, UDP or ICMPv6 with the pseudo header (RFC 9293, 3.1; RFC 8200, 8.1). */
export function transportChecksum(
  buffer: Uint8Array,
  protocol: number,
  start: number,
  end: number,
): number {
  const addressBytes = start === ETHERNET_BYTES + IPV6_BYTES ? 32 : 8;
  const pseudo = sumWords(buffer, start - addressBytes, start) + protocol + (end - start);
  return foldedComplement(pseudo + sumWords(buffer, start, end));
}
