import type { Device, Gateway, Home } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import { INBOUND, OUTBOUND } from '../contract/vantage';
import { inOrder } from './addresses';
import type { AddressesSeen } from './addresses-seen';
import { describeDevices, type Described } from './describe';
import { describeGateway } from './describe-gateway';
import type { FlowCounts } from './flow-counts';
import { findGateways } from './gateway';
import type { HomeKnowledge } from './knowledge';
import { Owners } from './owners';
import { nothingSaid, saidByDevice } from './words/said';

/** Whose each row of a table is, and the gateway; as in Home. */
export type RowsAssigned = Pick<Home, 'device' | 'direction' | 'internet' | 'gateway'>;

/** Addresses that are listed of one device; who floods a network with made-up ones has more. */
const MOST_ADDRESSES = 256;

interface Counts {
  packets: number;
  bytes: number;
  internetPackets: number;
  ips: Set<number>;
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
      gateway === undefined
        ? null
        : describeGateway(gateway, flows, seen, lists, knowledge, this.devices);
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
    return { device, direction, internet, gateway: this.gateway };
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
