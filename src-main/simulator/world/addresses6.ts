import type { Party } from './party';

/** Eight 16-bit groups, big-endian. */
export function ipv6(...groups: number[]): Uint8Array {
  return Uint8Array.from(groups.flatMap((group) => [group >>> 8, group & 255]));
}

/** The home's prefix and the servers' are of the documentation range 2001:db8::/32 (RFC 3849). */
export const HOME_PREFIX = ipv6(0x2001, 0xdb8, 0x8, 0, 0, 0, 0, 0);

/** An address from a prefix of 64 bits and eight bytes for the interface. */
export function withInterface(prefix: Uint8Array, bytes: Uint8Array): Uint8Array {
  const address = prefix.slice();
  address.set(bytes, 8);
  return address;
}

/** fe80:: with the interface number made of a MAC address (RFC 4291, appendix A). */
export function linkLocalAddress(mac: Uint8Array): Uint8Array {
  const [a, b, c, d, e, f] = mac as unknown as [number, number, number, number, number, number];
  const bytes = Uint8Array.of(a ^ 2, b, c, 0xff, 0xfe, d, e, f);
  return withInterface(ipv6(0xfe80, 0, 0, 0, 0, 0, 0, 0), bytes);
}

/** The same party under another IPv6 address. */
export function inet6View(party: Party, address6: Uint8Array): Party {
  return {
    mac: party.mac,
    address: party.address,
    address6,
    ttl: party.ttl,
    stack: party.stack,
    nextId: () => party.nextId(),
    turnaround: () => party.turnaround(),
    ticks: (time) => party.ticks(time),
  };
}
