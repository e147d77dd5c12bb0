import type { PacketTable } from '../contract/packet-table';
import type { AddressScope } from './addresses';

/** Group addresses (the lowest bit of the first byte) belong to no device. */
export function isGroupMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/**
 * The MACs behind which the Internet lies, most remote addresses first: those that source packets
 * from, or are sent packets for, global addresses that are not their own. A device has one global
 * IPv6 address or a few; a gateway brings many, and every global IPv4 address behind NAT.
 */
export function findGateways(packets: PacketTable, scopes: readonly AddressScope[]): number[] {
  const remotes = new Map<number, Set<number>>();
  const ownPrefixes = new Map<number, Set<string>>();
  const seen = new Set<number>();
  const width = packets.addresses.length;
  const note = (mac: number, address: number, sent: boolean): void => {
    if (mac < 0 || address < 0 || scopes[address] !== 'global') return;
    const key = (mac * width + address) * 2 + (sent ? 1 : 0);
    if (seen.has(key)) return;
    seen.add(key);
    const text = packets.addresses[address] as string;
    // What a MAC sends from one IPv6 /64 says nothing yet: that may be the device itself.
    const isIpv6 = text.includes(':');
    if (isIpv6 && sent) {
      const prefixes = ownPrefixes.get(mac) ?? new Set();
      ownPrefixes.set(mac, prefixes.add(text.split(':').slice(0, 4).join(':')));
      if (prefixes.size < 3) return;
    } else if (isIpv6) return;
    remotes.set(mac, (remotes.get(mac) ?? new Set<number>()).add(address));
  };
  for (let i = 0; i < packets.count; i++) {
    note(packets.sourceMac[i] as number, packets.sourceAddress[i] as number, true);
    note(packets.destinationMac[i] as number, packets.destinationAddress[i] as number, false);
  }
  return [...remotes]
    .filter(([mac]) => !isGroupMac(packets.macs[mac] as string))
    .sort((one, other) => other[1].size - one[1].size || one[0] - other[0])
    .map(([mac]) => mac);
}
