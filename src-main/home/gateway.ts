import type { AddressesSeen } from './addresses-seen';
import type { FlowCounts } from './flow-counts';

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
export function findGateways(
  flows: FlowCounts,
  seen: AddressesSeen,
  { macs, addresses }: { macs: readonly string[]; addresses: readonly string[] },
): number[] {
  const evidence = new Map<number, Evidence>();
  const of = (mac: number): Evidence => {
    let found = evidence.get(mac);
    if (!found) evidence.set(mac, (found = new Evidence()));
    return found;
  };
  for (let flow = 0; flow < flows.count; flow++) {
    const source = flows.source[flow] as number;
    const destination = flows.destination[flow] as number;
    if (source === -1 || destination === -1) continue;
    const sourceMac = flows.sourceMac[flow] as number;
    const destinationMac = flows.destinationMac[flow] as number;
    const packets = flows.packets[flow] as number;
    const toInternet = seen.isGlobal(destination);
    if (sourceMac >= 0) {
      if (seen.isPrivate(source) && toInternet) of(sourceMac).asked += packets;
      if (seen.isGlobal(source)) {
        if (seen.isIpv6(source)) {
          of(sourceMac).sentIpv6(source, networkOf(addresses[source] ?? ''), packets);
        } else of(sourceMac).passOn(source, packets);
      }
    }
    // Whom a packet is for says something over IPv4 alone: over IPv6 devices have global addresses.
    if (destinationMac >= 0 && toInternet && !seen.isIpv6(destination)) {
      of(destinationMac).passOn(destination, packets);
    }
  }
  return [...evidence]
    .map(([mac, found]) => ({ mac, ...found.total() }))
    .filter(
      ({ mac, remotes, passedOn, asked }) =>
        remotes > 0 && passedOn > asked && !isGroupMac(macs[mac] as string),
    )
    .sort((one, other) => other.remotes - one.remotes || one.mac - other.mac)
    .map(({ mac }) => mac);
}

/** What speaks for a MAC being a gateway, and for its being a device. */
class Evidence {
  asked = 0;
  private readonly remotes = new Set<number>();
  private passedOn = 0;
  private readonly ipv6 = new Set<number>();
  private readonly networks = new Set<string>();
  private ipv6Packets = 0;

  passOn(address: number, packets: number): void {
    this.remotes.add(address);
    this.passedOn += packets;
  }

  sentIpv6(address: number, network: string, packets: number): void {
    this.ipv6.add(address);
    this.networks.add(network);
    this.ipv6Packets += packets;
  }

  total(): { remotes: number; passedOn: number; asked: number } {
    const { asked, passedOn } = this;
    // What a MAC sends from one or two IPv6 networks may be its own.
    if (this.networks.size <= OWN_NETWORKS) return { remotes: this.remotes.size, passedOn, asked };
    return {
      remotes: this.remotes.size + this.ipv6.size,
      passedOn: passedOn + this.ipv6Packets,
      asked,
    };
  }
}

/** The /64 of an IPv6 address as text. */
function networkOf(address: string): string {
  return address.split(':').slice(0, 4).join(':');
}
