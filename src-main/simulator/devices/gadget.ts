import type { DeviceKind } from '../../contract/home';
import type { Random } from '../../contract/random';
import { DnsClient } from '../flows/dns-client';
import { obtainLease, renewLease, RENEWAL_PERIOD } from '../flows/dhcp';
import { Link, type Owner, type Service } from '../flows/link';
import { askTime, resolveNeighbour } from '../flows/small-talk';
import { UdpFlow } from '../flows/udp-flow';
import type { Weights } from '../world/day';
import { Host } from '../world/party';
import type { TcpStack } from '../world/tcp-stacks';
import type { Distance, VirtualHome } from '../world/virtual-home';

/** A row of the label file. */
export interface Identity {
  readonly device: string;
  readonly mac: string;
  readonly ip: string;
  readonly type: string;
  readonly category: string;
  readonly kind: DeviceKind;
}

/** Something people do with a device again and again. */
export interface Habit {
  /** Done in this order, or any of them at random. */
  readonly interactions: readonly string[];
  readonly choice: 'in-turn' | 'any';
  readonly perDay: number;
  readonly when: Weights;
  /** Least seconds between two. */
  readonly gap: number;
  /** By an app, which makes traffic of its own, or at the device itself. */
  readonly by: 'app' | 'hand';
}

export interface GadgetOptions {
  stack: TcpStack;
  /** A resolver wired into the firmware; the router otherwise. */
  resolver?: string;
  asksIpv6?: boolean;
  wifiDelay?: number;
  /** Seconds between looks at the router's MAC address. */
  arpPeriod?: number;
  /** The time server, where it asks one; and the seconds between. */
  timeServer?: string;
  timePeriod?: number;
}

/** Told when a device wants to tell its people something. */
export type Notify = (service: string, at: number) => void;

/**
 * A device of the home: gets its lease, then lives by `start`; `perform` is what happens when
 * somebody uses it.
 */
export abstract class Gadget implements Owner {
  readonly host: Host;
  readonly dns: DnsClient;
  readonly random: Random;
  readonly habits: readonly Habit[] = [];
  notify: Notify = () => undefined;

  constructor(
    readonly home: VirtualHome,
    readonly identity: Identity,
    private readonly options: GadgetOptions,
  ) {
    const { device, mac, ip } = identity;
    this.random = home.randomFor(device);
    const hostRandom = home.randomFor(`${device} host`);
    this.host = new Host(device, mac, ip, options.stack, hostRandom, options.wifiDelay);
    const resolver = options.resolver ? home.resolver(options.resolver) : home.router;
    this.dns = new DnsClient(home, this.host, resolver, options.asksIpv6 ?? false);
  }

  /** The service that an app asks when it wants something of this device. */
  get appService(): string {
    return `app.${this.identity.type}.example`;
  }

  /** Whether it is in the home and switched on. */
  isPresent(_at: number): boolean {
    return true;
  }

  /** Joins the network at `at` and starts to live. */
  boot(at: number): void {
    const { home, host, random } = this;
    const leased = obtainLease(home, host, at);
    const online = resolveNeighbour(home, host, home.router, leased + 0.01, true) + 0.05;
    this.keepHouse(online);
    home.at(online + random.between(0.1, 1.5), (time) => this.start(time));
  }

  /** Everything it does by itself, from `at` on. */
  protected abstract start(at: number): void;

  /** Learns who else is in the home, before anything happens. */
  meet(_others: readonly Gadget[]): void {}

  /** Plans what an interaction causes; gives the time of the command packet. */
  perform(_interaction: string, at: number): number {
    return at;
  }

  protected link(service: Service): Link {
    return new Link(this, service);
  }

  /** Datagrams to a server by name; `magic` in hexadecimal. */
  protected udp(name: string, port: number, magic: string, distance?: Distance): UdpFlow {
    const server = this.home.server(name, distance);
    const bytes = Uint8Array.from(Buffer.from(magic, 'hex'));
    return new UdpFlow(this.home, this.host, server, this.host.nextPort(), port, bytes);
  }

  /** Repeats something by the device's own clock. */
  protected every(first: number, period: number, wander: number, task: (at: number) => void): void {
    this.home.every(first, period, wander, this.random, task);
  }

  /** A whole number from `low` to `high`, both included. */
  protected size(low: number, high: number): number {
    return low + this.random.integer(high - low + 1);
  }

  private keepHouse(at: number): void {
    const { home, host, random, options } = this;
    const period = options.arpPeriod ?? 2400;
    this.every(at + random.between(0.3, 1) * period, period, 0.15, (time) => {
      const asker = random.uniform() < 0.5 ? host : home.router;
      resolveNeighbour(home, asker, asker === host ? home.router : host, time, false);
    });
    this.every(at + RENEWAL_PERIOD, RENEWAL_PERIOD, 0.001, (time) => renewLease(home, host, time));
    if (options.timeServer) {
      const server = home.server(options.timeServer, 'near');
      const timePeriod = options.timePeriod ?? 3600;
      this.every(at + 0.2, timePeriod, 0.02, (time) => {
        askTime(home, host, server, this.dns.lookup(server, time));
      });
    }
  }
}
