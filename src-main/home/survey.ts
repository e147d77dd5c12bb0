import type { Device, Gateway, Home, Label } from '../contract/home';
import type { Hint } from '../contract/hints';
import type { KnownDevices } from '../contract/known-devices';
import type { PacketTable } from '../contract/packet-table';
import { INBOUND, OUTBOUND } from '../contract/vantage';
import { inOrder } from './addresses';
import { AddressesSeen } from './addresses-seen';
import { describeDevices, type Described } from './describe';
import { FlowCounts, type FlowLimits } from './flow-counts';
import { findGateways } from './gateway';
import { Owners } from './owners';
import { nothingSaid, saidByDevice } from './said';
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

/** Whose each row of a table is; columns as in Home. */
export type RowsAssigned = Pick<Home, 'device' | 'direction' | 'internet'>;

/** Addresses that are listed of one device; who floods a network with made-up ones has more. */
const MOST_ADDRESSES = 256;

interface Counts {
  packets: number;
  bytes: number;
  internetPackets: number;
  ips: Set<number>;
}

/**
 * Who is who while packets come in, without keeping them. Feed it batches of one run, in any number
 * and size, whose lists of MACs and addresses are shared and grow (`readBatches`, `LiveReader.take`);
 * then ask `present` at any time, as often as wanted: it looks at the flows, never at the packets
 * (about 1 ms for a home's day). Memory is bounded, see FlowCounts.
 *
 *     const survey = new HomeSurvey();
 *     survey.add(batch);
 *     const { devices, gateway } = survey.present(knowledge);
 */
export class HomeSurvey {
  private readonly seen = new AddressesSeen();
  private readonly flows: FlowCounts;
  private lists: Pick<PacketTable, 'macs' | 'addresses'> = { macs: [], addresses: [] };
  private first = Number.POSITIVE_INFINITY;
  private last = Number.NEGATIVE_INFINITY;

  /** @param limits For tests: how many flows are kept apart. */
  constructor(limits?: FlowLimits) {
    this.flows = new FlowCounts(this.seen, limits);
  }

  /** Takes note of a batch; its rows may be overwritten afterwards. */
  add(batch: PacketTable): void {
    this.lists = { macs: batch.macs, addresses: batch.addresses };
    this.seen.take(batch.addresses);
    this.flows.add(batch);
    const { time, count } = batch;
    let { first, last } = this;
    for (let row = 0; row < count; row++) {
      const at = time[row] as number;
      if (at < first) first = at;
      if (at > last) last = at;
    }
    this.first = first;
    this.last = last;
  }

  /** Who is who by all that was added so far. */
  present(knowledge: HomeKnowledge): SurveyedHome {
    const { flows, seen, lists, first, last } = this;
    return new SurveyedHome(flows, seen, lists, first <= last ? { first, last } : null, knowledge);
  }
}

/** A home as a survey had it at one time; later batches do not change it. */
export class SurveyedHome {
  /** By MAC address, then by IP address. */
  readonly devices: readonly Device[];
  readonly gateway: Gateway | null;
  packets = 0;
  /** Sum of frame lengths on the wire. */
  bytes = 0;
  /** Packets that cross the gateway. */
  internetPackets = 0;
  /**
   * Packets of flows that came when there were too many of them to be kept apart: in the totals, but
   * not all in the devices' figures. 0 in anything but a flood of made-up addresses.
   */
  readonly blurredPackets: number;
  private readonly owners: Owners;

  constructor(
    flows: FlowCounts,
    seen: AddressesSeen,
    lists: Pick<PacketTable, 'macs' | 'addresses'>,
    /** Times of the earliest and the latest packet, seconds since the epoch; null before any. */
    readonly span: { readonly first: number; readonly last: number } | null,
    knowledge: HomeKnowledge,
  ) {
    const gateways = findGateways(flows, seen, lists);
    this.owners = new Owners(flows, seen, gateways, lists);
    this.blurredPackets = flows.blurredPackets;
    const counts = this.count(flows, seen);
    const { keys } = this.owners;
    const order = keys
      .map((_, owner) => owner)
      .filter((owner) => counts[owner] !== undefined)
      .sort((one, other) => ((keys[one] as string) < (keys[other] as string) ? -1 : 1));
    const rank = new Int32Array(keys.length).fill(-1);
    order.forEach((owner, index) => (rank[owner] = index));
    this.owners.renumber(rank);

    const labels = new Map((knowledge.labels ?? []).map((label) => [label.mac, label]));
    const said = saidByDevice(knowledge.hints ?? [], (mac, address) =>
      this.owners.at(mac, address),
    );
    const described = describeDevices(
      order.map((owner) => {
        const key = keys[owner] as string;
        return {
          key,
          vendor: knowledge.vendors.of(key),
          label: labels.get(key),
          known: knowledge.known?.devices[key],
          said: said.get(rank[owner] as number) ?? nothingSaid,
        };
      }),
    );
    this.devices = order.map((owner, index): Device => {
      const { ips, ...numbers } = counts[owner] as Counts;
      return {
        ...(described[index] as Described),
        ips: inOrder([...ips].map((ip) => lists.addresses[ip] as string)),
        ...numbers,
      };
    });
    const [gateway] = gateways;
    this.gateway =
      gateway === undefined ? null : describeGateway(gateway, flows, seen, lists, knowledge);
  }

  /**
   * Whose each row of a batch is, which way it goes and whether it crosses the gateway, as far as is
   * known. Rows of devices that were not there yet have device -1.
   */
  assign(batch: PacketTable): RowsAssigned {
    const { owners } = this;
    const { count, sourceMac, destinationMac, sourceAddress, destinationAddress } = batch;
    const device = new Int32Array(count);
    const direction = new Uint8Array(count);
    const internet = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
      owners.judge(
        sourceMac[row] as number,
        destinationMac[row] as number,
        sourceAddress[row] as number,
        destinationAddress[row] as number,
      );
      device[row] = owners.owner;
      direction[row] = owners.isOutbound ? OUTBOUND : INBOUND;
      if (owners.crosses) internet[row] = 1;
    }
    return { device, direction, internet };
  }

  /** Adds the flows up, for the home and by owner. */
  private count(flows: FlowCounts, seen: AddressesSeen): (Counts | undefined)[] {
    const { owners } = this;
    const counts: Counts[] = [];
    const countsOf = (owner: number): Counts =>
      (counts[owner] ??= { packets: 0, bytes: 0, internetPackets: 0, ips: new Set() });
    for (let flow = 0; flow < flows.count; flow++) {
      const source = flows.source[flow] as number;
      const packets = flows.packets[flow] as number;
      const bytes = flows.bytes[flow] as number;
      owners.judge(
        flows.sourceMac[flow] as number,
        flows.destinationMac[flow] as number,
        source,
        flows.destination[flow] as number,
      );
      const { from, to, owner, crosses } = owners;
      this.packets += packets;
      this.bytes += bytes;
      if (crosses) this.internetPackets += packets;
      for (const end of from === to ? [from] : [from, to]) {
        if (end < 0) continue;
        const counted = countsOf(end);
        counted.packets += packets;
        counted.bytes += bytes;
        if (crosses && end === owner) counted.internetPackets += packets;
      }
      if (from < 0 || source < 0 || !seen.isOwn(source)) continue;
      const { ips } = countsOf(from);
      if (ips.size < MOST_ADDRESSES) ips.add(source);
    }
    return counts;
  }
}

function describeGateway(
  gateway: number,
  flows: FlowCounts,
  seen: AddressesSeen,
  { macs, addresses }: Pick<PacketTable, 'macs' | 'addresses'>,
  { vendors }: HomeKnowledge,
): Gateway {
  const mac = macs[gateway] as string;
  const ips = new Set<string>();
  for (let flow = 0; flow < flows.count && ips.size < MOST_ADDRESSES; flow++) {
    const source = flows.source[flow] as number;
    if (flows.sourceMac[flow] === gateway && source >= 0 && seen.isPrivate(source)) {
      ips.add(addresses[source] as string);
    }
  }
  return { mac, vendor: vendors.of(mac), ips: inOrder([...ips]) };
}
