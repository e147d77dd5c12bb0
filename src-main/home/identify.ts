import type { Home } from '../contract/home';
import { INBOUND, OUTBOUND } from '../contract/vantage';
import type { Device, Gateway, Label } from '../contract/home';
import type { Hint } from '../contract/hints';
import type { KnownDevices } from '../contract/known-devices';
import type { PacketTable } from '../contract/packet-table';
import { addressScope, type AddressScope } from './addresses';
import { findGateways, isGroupMac } from './gateway';
import { describeDevices, type Described } from './describe';
import type { Vendors } from './vendors';

/** What is known of the home beside its packets. */
export interface HomeKnowledge {
  readonly vendors: Pick<Vendors, 'of'>;
  readonly labels?: readonly Label[];
  /** What the user said of devices. */
  readonly known?: KnownDevices;
  /** What the devices said of themselves. */
  readonly hints?: readonly Hint[];
}

interface Counts {
  packets: number;
  bytes: number;
  internetPackets: number;
  ips: Map<number, true>;
}

/**
 * Who is who: the devices of the home by MAC address, the gateway, and for every packet whose it is,
 * which way it goes and whether it crosses the gateway.
 *
 * A packet crosses the gateway when exactly one of its ends is a global address behind a gateway's
 * MAC. Without MACs (raw IP) or with only the sender's (Linux cooked captures) the private address
 * stands for the device.
 */
export function identifyHome(packets: PacketTable, knowledge: HomeKnowledge): Home {
  const scopes = packets.addresses.map(addressScope);
  const gateways = findGateways(packets, scopes);
  const owners = new Owners(packets, scopes, new Set(gateways));
  const { device, direction, internet, counts } = assign(packets, scopes, owners);

  const order = orderOf(owners, counts);
  const rank = new Int32Array(owners.keys.length).fill(-1);
  order.forEach((owner, index) => (rank[owner] = index));
  for (let i = 0; i < packets.count; i++) {
    const owner = device[i] as number;
    device[i] = owner < 0 ? -1 : (rank[owner] as number);
  }
  const labels = new Map((knowledge.labels ?? []).map((label) => [label.mac, label]));
  const described = describeDevices(
    order.map((owner) => {
      const key = owners.keys[owner] as string;
      const vendor = knowledge.vendors.of(key);
      return { key, vendor, label: labels.get(key), known: knowledge.known?.devices[key] };
    }),
  );
  const devices = order.map((owner, index): Device => {
    const { ips, ...numbers } = counts[owner] as Counts;
    return {
      ...(described[index] as Described),
      ips: [...ips.keys()].map((ip) => packets.addresses[ip] ?? ''),
      ...numbers,
    };
  });
  const first = gateways[0];
  const gateway = first === undefined ? null : describeGateway(packets, scopes, first, knowledge);
  return { packets, devices, gateway, device, direction, internet };
}

/** Gives every MAC, or private address without one, an owner's number. */
class Owners {
  readonly keys: string[] = [];
  private readonly ofMac: Int32Array;
  private readonly ofAddress: Int32Array;

  constructor(
    private readonly packets: PacketTable,
    private readonly scopes: readonly AddressScope[],
    private readonly gateways: ReadonlySet<number>,
  ) {
    this.ofMac = new Int32Array(packets.macs.length).fill(-1);
    this.ofAddress = new Int32Array(packets.addresses.length).fill(-1);
    packets.macs.forEach((mac, index) => {
      if (gateways.has(index) || isGroupMac(mac) || mac === '00:00:00:00:00:00') return;
      this.ofMac[index] = this.keys.push(mac) - 1;
    });
    // Linux cooked captures name the sender only: what a device sends tells whose its address is.
    for (let i = 0; i < packets.count; i++) {
      const owner = this.ofMac[packets.sourceMac[i] as number] ?? -1;
      const address = packets.sourceAddress[i] as number;
      if (owner >= 0 && address >= 0 && this.ofAddress[address] === -1 && this.isLocal(address)) {
        this.ofAddress[address] = owner;
      }
    }
  }

  isGateway(mac: number): boolean {
    return this.gateways.has(mac);
  }

  /** The owner of one end of a packet, or -1. */
  at(mac: number, address: number): number {
    if (mac >= 0) {
      const owner = this.ofMac[mac] as number;
      if (owner >= 0 || this.gateways.has(mac)) return owner;
      return -1;
    }
    if (address < 0) return -1;
    const known = this.ofAddress[address] as number;
    if (known >= 0 || this.scopes[address] !== 'private') return known;
    this.ofAddress[address] = this.keys.push(this.packets.addresses[address] as string) - 1;
    return this.ofAddress[address] as number;
  }

  private isLocal(address: number): boolean {
    return this.scopes[address] !== 'multicast' && this.scopes[address] !== 'other';
  }
}

interface Assignment {
  device: Int32Array;
  direction: Uint8Array;
  internet: Uint8Array;
  counts: Counts[];
}

function assign(packets: PacketTable, scopes: readonly AddressScope[], owners: Owners): Assignment {
  const { count } = packets;
  const device = new Int32Array(count).fill(-1);
  const direction = new Uint8Array(count);
  const internet = new Uint8Array(count);
  const counts: Counts[] = [];
  const countsOf = (owner: number): Counts =>
    (counts[owner] ??= { packets: 0, bytes: 0, internetPackets: 0, ips: new Map() });

  for (let i = 0; i < count; i++) {
    const sourceMac = packets.sourceMac[i] as number;
    const destinationMac = packets.destinationMac[i] as number;
    const source = packets.sourceAddress[i] as number;
    const destination = packets.destinationAddress[i] as number;
    const from = owners.at(sourceMac, source);
    const to = owners.at(destinationMac, destination);
    const bytes = packets.length[i] as number;

    const leaves = from >= 0 && isRemote(destinationMac, destination, to);
    const arrives = !leaves && to >= 0 && isRemote(sourceMac, source, from);
    const owner = leaves ? from : arrives ? to : from >= 0 ? from : to;
    device[i] = owner;
    direction[i] = leaves || (!arrives && owner === from) ? OUTBOUND : INBOUND;
    if (leaves || arrives) internet[i] = 1;
    for (const end of from === to ? [from] : [from, to]) {
      if (end < 0) continue;
      const counted = countsOf(end);
      counted.packets++;
      counted.bytes += bytes;
      if ((leaves || arrives) && end === owner) counted.internetPackets++;
    }
    if (from >= 0 && source >= 0 && isOwnAddress(scopes[source] as AddressScope)) {
      countsOf(from).ips.set(source, true);
    }
  }
  return { device, direction, internet, counts };

  /** A global address on the far side: behind a gateway's MAC, or with no MAC of the home's. */
  function isRemote(mac: number, address: number, owner: number): boolean {
    if (address < 0 || scopes[address] !== 'global' || owner >= 0) return false;
    return mac < 0 || owners.isGateway(mac);
  }
}

function isOwnAddress(scope: AddressScope): boolean {
  return scope === 'private' || scope === 'link-local' || scope === 'global';
}

/** Owners with traffic, by MAC and then by address: an order that never depends on traffic. */
function orderOf(owners: Owners, counts: readonly (Counts | undefined)[]): number[] {
  return owners.keys
    .map((_, owner) => owner)
    .filter((owner) => counts[owner] !== undefined)
    .sort((one, other) => ((owners.keys[one] ?? '') < (owners.keys[other] ?? '') ? -1 : 1));
}

function describeGateway(
  packets: PacketTable,
  scopes: readonly AddressScope[],
  gateway: number,
  knowledge: HomeKnowledge,
): Gateway {
  const mac = packets.macs[gateway] as string;
  const ips = new Set<string>();
  for (let i = 0; i < packets.count; i++) {
    const source = packets.sourceAddress[i] as number;
    if (packets.sourceMac[i] === gateway && source >= 0 && scopes[source] === 'private') {
      ips.add(packets.addresses[source] as string);
    }
  }
  return { mac, vendor: knowledge.vendors.of(mac), ips: [...ips] };
}
