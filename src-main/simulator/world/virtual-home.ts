import { Random } from '../../contract/random';
import { hashText, ipv4 } from './addresses';
import { HOME_PREFIX, ipv6, linkLocalAddress } from './addresses6';
import { Day } from './day';
import { OpaqueBytes } from './opaque-bytes';
import { groupParty, Host, Server, type Party } from './party';
import { linux, serverBalancer, serverLinux, serverWindows } from './tcp-stacks';
import { TimeQueue, type Task } from './time-queue';

/** How far a service is: a cache at the provider, the same continent, another one. */
export type Distance = 'near' | 'middle' | 'far';

/** The ranges set aside for documentation and benchmarks (RFC 5737, RFC 2544) play the Internet. */
const publicRanges = [
  { first: ipv4('192.0.2.1'), size: 254 },
  { first: ipv4('198.51.100.1'), size: 254 },
  { first: ipv4('203.0.113.1'), size: 254 },
  { first: ipv4('198.18.0.1'), size: 131070 },
];

const distances = {
  near: { roundTrip: [0.008, 0.024], jitter: 0.0015, hops: [6, 10] },
  middle: { roundTrip: [0.03, 0.1], jitter: 0.003, hops: [9, 14] },
  far: { roundTrip: [0.16, 0.26], jitter: 0.008, hops: [13, 20] },
} as const;

const serverStacks = [serverLinux, serverLinux, serverLinux, serverWindows, serverBalancer];

/** What people did, at the time of the command packet (seconds since the start). */
export interface DoneInteraction {
  time: number;
  device: string;
  interaction: string;
}

/** The home, its router, the Internet behind it, and the queue of what is to come. */
export class VirtualHome {
  readonly queue = new TimeQueue();
  readonly opaque: OpaqueBytes;
  readonly day: Day;
  readonly router: Host;
  readonly interactions: DoneInteraction[] = [];
  readonly multicastDns = groupParty('224.0.0.251', linux, 255);
  readonly ssdp = groupParty('239.255.255.250', linux, 2);
  readonly vendorGroup = groupParty('224.0.0.50', linux, 1);
  /** What IPv6 needs: the prefix of the home and the groups of RFC 4291, section 2.7.1. */
  readonly ipv6 = {
    prefix: HOME_PREFIX,
    allNodes: group6(0xff02, 1),
    allRouters: group6(0xff02, 2),
  };
  private readonly random: Random;
  private readonly servers = new Map<string, Server>();
  private readonly taken = new Set<number>();

  constructor(seed: number, seconds: number) {
    this.random = new Random(seed);
    this.opaque = new OpaqueBytes(this.random.fork(1));
    this.day = new Day(seconds);
    const routerRandom = this.random.fork(2);
    this.router = new Host(
      'router',
      '00:04:0e:5a:10:01',
      '192.168.8.1',
      linux,
      routerRandom,
      0.0002,
    );
  }

  /** A generator of its own for whoever has this name. */
  randomFor(name: string): Random {
    return this.random.fork(hashText(name));
  }

  /** Runs `task` at `time`; the times of tasks and packets count in whole microseconds. */
  at(time: number, task: Task): void {
    this.queue.push(time, task);
  }

  /**
   * Runs `task` every `period` seconds from `first` on. `wander` is the share of the period by
   * which the clock misses, each time anew; `drift` the share by which this one is off for good.
   */
  every(first: number, period: number, wander: number, random: Random, task: Task): void {
    const own = period * (1 + random.normal(0, 0.002));
    let planned = first;
    const turn: Task = (time) => {
      task(time);
      planned += own;
      this.queue.push(Math.max(time + 0.001, planned + random.normal(0, wander * period)), turn);
    };
    this.queue.push(first, turn);
  }

  /** The server of that name, always the same address and way for a name. */
  server(name: string, distance: Distance = 'middle'): Server {
    const known = this.servers.get(name);
    if (known) return known;
    const random = this.randomFor(`server ${name}`);
    const { roundTrip, jitter, hops } = distances[distance];
    const server = new Server(
      name,
      this.freeAddress(name),
      this.router.mac,
      random.pick(serverStacks),
      random,
      random.between(roundTrip[0], roundTrip[1]),
      jitter,
      hops[0] + random.integer(hops[1] - hops[0]),
      distance === 'near' && (hashText(name) >>> 5) % 3 > 0 ? serverAddress6(name) : undefined,
    );
    this.servers.set(name, server);
    return server;
  }

  /** The address a party has on the home's link only. */
  linkLocal({ mac }: Party): Uint8Array {
    return linkLocalAddress(mac);
  }

  /** A public resolver by its well-known address. */
  resolver(address: string): Server {
    const known = this.servers.get(address);
    if (known) return known;
    const random = this.randomFor(`resolver ${address}`);
    const { mac } = this.router;
    const server = new Server(address, ipv4(address), mac, serverLinux, random, 0.014, 0.002, 9);
    this.servers.set(address, server);
    return server;
  }

  /** Notes that somebody did something. */
  record(time: number, device: string, interaction: string): void {
    this.interactions.push({ time, device, interaction });
  }

  private freeAddress(name: string): number {
    const hash = hashText(name);
    const range = publicRanges[hash % publicRanges.length] as (typeof publicRanges)[number];
    let offset = (hash >>> 3) % range.size;
    while (this.taken.has(range.first + offset)) offset = (offset + 1) % range.size;
    this.taken.add(range.first + offset);
    return range.first + offset;
  }
}

/** Two of three big services answer on IPv6 as well. */
function serverAddress6(name: string): Uint8Array {
  const hash = hashText(name);
  return ipv6(0x2001, 0xdb8, 0x5000 + (hash & 0xff), 0, 0, 0, hash >>> 16, hash & 0xffff);
}

/** A multicast group of IPv6 on the link, with its Ethernet address (RFC 2464, section 7). */
function group6(scope: number, group: number): Party {
  return {
    ...groupParty('224.0.0.1', linux, 255),
    mac: Uint8Array.of(0x33, 0x33, 0, 0, 0, group),
    address6: ipv6(scope, 0, 0, 0, 0, 0, 0, group),
  };
}
