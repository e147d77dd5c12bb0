import type { AddressesSeen } from './addresses-seen';
import type { FlowCounts } from './flow-counts';
import { isGroupMac } from './gateway';

/** Marks an address that is known to be no device's. */
const NOBODY = -2;

/**
 * Gives every MAC that is no gateway, or private address without one, an owner's number; tells of
 * both ends of a packet whose they are, whose the packet is, and whether it crosses the gateway.
 *
 * A packet crosses the gateway when exactly one of its ends is a global address behind a gateway's
 * MAC. Without MACs (raw IP) or with only the sender's (Linux cooked captures) the private address
 * stands for the device.
 */
export class Owners {
  /** MAC address or IP address of each owner. */
  readonly keys: string[] = [];
  /** Of the packet that `judge` was given last: owners of its ends, -1 for none. */
  from = -1;
  to = -1;
  /** Whose it is. */
  owner = -1;
  isOutbound = false;
  crosses = false;
  private readonly ofMac: Int32Array;
  private readonly ofAddress: Int32Array;
  private readonly isGateway: Uint8Array;

  constructor(
    flows: FlowCounts,
    private readonly seen: AddressesSeen,
    gateways: readonly number[],
    { macs, addresses }: { macs: readonly string[]; addresses: readonly string[] },
  ) {
    this.isGateway = new Uint8Array(macs.length);
    for (const mac of gateways) this.isGateway[mac] = 1;
    this.ofMac = Int32Array.from(macs, (mac, index) => {
      const isNobody =
        this.isGateway[index] === 1 || isGroupMac(mac) || mac === '00:00:00:00:00:00';
      return isNobody ? -1 : this.keys.push(mac) - 1;
    });
    this.ofAddress = new Int32Array(addresses.length).fill(-1);
    // Linux cooked captures name the sender only: what a MAC sends tells whose its address is. The
    // gateway's own private addresses are nobody's.
    for (let flow = 0; flow < flows.count; flow++) {
      const mac = flows.sourceMac[flow] as number;
      const address = flows.source[flow] as number;
      if (mac < 0 || this.ofAddress[address] !== -1) continue;
      const owner = this.ofMac[mac] as number;
      if (owner >= 0 && seen.isOwn(address)) this.ofAddress[address] = owner;
      else if (this.isGateway[mac] === 1 && seen.isPrivate(address)) {
        this.ofAddress[address] = NOBODY;
      }
    }
    const own = (mac: number, address: number): void => {
      if (mac >= 0 || this.ofAddress[address] !== -1 || !seen.isPrivate(address)) return;
      this.ofAddress[address] = this.keys.push(addresses[address] as string) - 1;
    };
    for (let flow = 0; flow < flows.count; flow++) {
      own(flows.sourceMac[flow] as number, flows.source[flow] as number);
      own(flows.destinationMac[flow] as number, flows.destination[flow] as number);
    }
  }

  /** Sets the fields for a packet between these ends. An address or MAC met later is nobody's. */
  judge(sourceMac: number, destinationMac: number, source: number, destination: number): void {
    const from = this.at(sourceMac, source);
    const to = this.at(destinationMac, destination);
    const leaves = from >= 0 && to < 0 && this.isBeyond(destinationMac, destination);
    const arrives = !leaves && to >= 0 && from < 0 && this.isBeyond(sourceMac, source);
    this.from = from;
    this.to = to;
    this.owner = leaves ? from : arrives ? to : from >= 0 ? from : to;
    this.isOutbound = leaves || (!arrives && this.owner === from);
    this.crosses = leaves || arrives;
  }

  /** Renumbers the owners; -1 for those that are left out. */
  renumber(rank: Int32Array): void {
    for (const of of [this.ofMac, this.ofAddress]) {
      for (let i = 0; i < of.length; i++) of[i] = rank[of[i] as number] ?? -1;
    }
  }

  /** The owner of what has this MAC, or without one this address; -1 for none. */
  at(mac: number, address: number): number {
    return Math.max(-1, (mac >= 0 ? this.ofMac[mac] : this.ofAddress[address]) ?? -1);
  }

  /** A global address on the far side: behind a gateway's MAC, or without a MAC. */
  private isBeyond(mac: number, address: number): boolean {
    return this.seen.isGlobal(address) && (mac < 0 || this.isGateway[mac] === 1);
  }
}
