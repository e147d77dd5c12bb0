import type { Party } from '../world/party';
import { writeEthernet } from './ethernet';
import { foldedComplement, sumWords, write16, write32 } from './words';

export const ETHERNET_BYTES = 14;
/** The simulator writes no IP options. */
export const IPV4_BYTES = 20;

const DONT_FRAGMENT = 0x4000;

/** Writes Ethernet and IPv4 headers (RFC 791) with the right header checksum. */
export function writeIpv4(
  buffer: Uint8Array,
  from: Party,
  to: Party,
  protocol: number,
  transportBytes: number,
): void {
  writeEthernet(buffer, to.mac, from.mac, 0x0800);
  buffer[14] = 0x45;
  buffer[15] = 0;
  write16(buffer, 16, IPV4_BYTES + transportBytes);
  write16(buffer, 18, from.nextId());
  write16(buffer, 20, DONT_FRAGMENT);
  buffer[22] = to.groupTtl ?? from.ttl;
  buffer[23] = protocol;
  write16(buffer, 24, 0);
  write32(buffer, 26, from.address);
  write32(buffer, 30, to.address);
  write16(buffer, 24, foldedComplement(sumWords(buffer, 14, 34)));
}
