import type { PacketTable } from '../contract/packet-table';
import type { AddressScope } from './addresses';

/** IPv6 networks (/64) that a device may have addresses of its own in. */
const OWN_NETWORKS = 2;

/** Group addresses (the lowest bit of the first byte) belong to no device. */
export function isGroupMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/**
 * The MACs behind which the Internet lies, most remote addresses first: those that source packets
 * from, or are sent packets for, global addresses that are not their own. A device has one global
 * IPv6 address or a few; a gateway brings many, and every global IPv4 address behind NAT.
 *
 * A MAC that more often asks something of the Internet, from a private address, is a device of the
 * home: a stray packet with a stale mobile address, or one delivered to it by mistake, does not make
 * a gateway of it.
 */
export function findGateways(packets: PacketTable, scopes: readonly AddressScope[]): number[] {
  const evidence = new GatewayEvidence(packets, scopes);
  for (let row = 0; row < packets.count; row++) evidence.add(row);
  return evidence.gateways();
}

class GatewayEvidence {
  private readonly remotes = new Map<number, Set<number>>();
  private readonly prefixes = new Map<number, Set<string>>();
  /** Packets that speak for a MAC being a gateway, and for its being a device. */
  private readonly passedOn: Uint32Array;
  private readonly asked: Uint32Array;
  private readonly isIpv6: readonly boolean[];

  constructor(
    private readonly packets: PacketTable,
    private readonly scopes: readonly AddressScope[],
  ) {
    this.passedOn = new Uint32Array(packets.macs.length);
    this.asked = new Uint32Array(packets.macs.length);
    this.isIpv6 = packets.addresses.map((address) => address.includes(':'));
  }

  add(row: number): void {
    const { packets, scopes } = this;
    const source = packets.sourceAddress[row] as number;
    const destination = packets.destinationAddress[row] as number;
    if (source < 0 || destination < 0) return;
    const sourceMac = packets.sourceMac[row] as number;
    const destinationMac = packets.destinationMac[row] as number;
    const leaves = scopes[source] === 'private' && scopes[destination] === 'global';
    if (leaves && sourceMac >= 0) this.asked[sourceMac]!++;
    if (sourceMac >= 0 && scopes[source] === 'global') this.sent(sourceMac, source);
    // Whom a packet is for says something over IPv4 alone: over IPv6 devices have global addresses.
    if (destinationMac >= 0 && scopes[destination] === 'global' && !this.isIpv6[destination]) {
      this.note(destinationMac, destination);
    }
  }

  gateways(): number[] {
    return [...this.remotes]
      .filter(([mac]) => !isGroupMac(this.packets.macs[mac] as string))
      .filter(([mac]) => (this.passedOn[mac] as number) > (this.asked[mac] as number))
      .sort((one, other) => other[1].size - one[1].size || one[0] - other[0])
      .map(([mac]) => mac);
  }

  private sent(mac: number, address: number): void {
    if (!this.isIpv6[address]) return this.note(mac, address);
    // What a MAC sends from one or two IPv6 networks may be its own.
    const prefixes = this.prefixes.get(mac) ?? new Set<string>();
    this.prefixes.set(mac, prefixes);
    if (prefixes.size < OWN_NETWORKS + 1) {
      const text = this.packets.addresses[address] as string;
      prefixes.add(text.split(':').slice(0, 4).join(':'));
    }
    if (prefixes.size > OWN_NETWORKS) this.note(mac, address);
  }

  private note(mac: number, address: number): void {
    this.passedOn[mac]!++;
    let known = this.remotes.get(mac);
    if (!known) this.remotes.set(mac, (known = new Set()));
    known.add(address);
  }
}
