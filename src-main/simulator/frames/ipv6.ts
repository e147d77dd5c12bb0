import type { Party } from '../world/party';
import { writeEthernet } from './ethernet';
import { write16 } from './words';

export const IPV6_BYTES = 40;

/** Writes Ethernet and IPv6 headers (RFC 8200, section 3), no extension headers. */
export function writeIpv6(
  buffer: Uint8Array,
  from: Party,
  fromAddress: Uint8Array,
  to: Party,
  toAddress: Uint8Array,
  protocol: number,
  transportBytes: number,
): void {
  writeEthernet(buffer, to.mac, from.mac, 0x86dd);
  buffer.fill(0, 14, 18);
  buffer[14] = 0x60;
  write16(buffer, 18, transportBytes);
  buffer[20] = protocol;
  buffer[21] = to.groupTtl ?? from.ttl;
  buffer.set(fromAddress, 22);
  buffer.set(toAddress, 38);
}
