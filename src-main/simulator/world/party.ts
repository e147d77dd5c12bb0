import type { Random } from '../../contract/random';
import { hashText, ipv4, macBytes, multicastMac, BROADCAST_MAC } from './addresses';
import type { TcpStack } from './tcp-stacks';

/**
 * One end of a conversation as the capture point inside the home sees it. Everything beyond the
 * gateway shows the gateway's MAC address and a TTL already lowered by the way.
 */
export interface Party {
  readonly mac: Uint8Array;
  readonly address: number;
  /** Absent where the party speaks IPv4 only. */
  readonly address6?: Uint8Array;
  readonly ttl: number;
  readonly stack: TcpStack;
  /** The TTL that packets to this group carry, whoever sends them. */
  readonly groupTtl?: number;
  /** The identification field of the next IPv4 packet. */
  nextId(): number;
  /** Seconds from a packet passing the capture point towards this party until its reaction does. */
  turnaround(): number;
  /** The TCP timestamp clock in milliseconds-like ticks (RFC 7323, section 5.4). */
  ticks(time: number): number;
}

/** A device of the home, or the router's own LAN side. */
export class Host implements Party {
  readonly mac: Uint8Array;
  readonly address: number;
  address6?: Uint8Array;
  private id: number;
  private port: number;
  private readonly firstTick: number;

  constructor(
    readonly name: string,
    readonly macText: string,
    readonly addressText: string,
    readonly stack: TcpStack,
    readonly random: Random,
    /** Mean of the Wi-Fi delay in seconds beyond the least, 1 ms. */
    private readonly wifiDelay = 0.0015,
  ) {
    this.mac = macBytes(macText);
    this.address = ipv4(addressText);
    this.id = random.integer(65536);
    const { low, high } = stack.ports;
    this.port = low + random.integer(high - low);
    this.firstTick = random.integer(1 << 30);
  }

  get ttl(): number {
    return this.stack.ttl;
  }

  nextId(): number {
    if (this.stack.identification === 'zero') return 0;
    if (this.stack.identification === 'random') return this.random.integer(65536);
    this.id = (this.id + 1) & 0xffff;
    return this.id;
  }

  turnaround(): number {
    return 0.001 + this.random.exponential(this.wifiDelay);
  }

  ticks(time: number): number {
    return (this.firstTick + Math.floor(time * this.stack.ticksPerSecond)) >>> 0;
  }

  /** The next ephemeral port; operating systems walk or leap through their range. */
  nextPort(): number {
    const { low, high, leap } = this.stack.ports;
    const step = 1 + this.random.integer(leap);
    this.port = low + ((this.port - low + step) % (high - low));
    return this.port;
  }
}

/** A machine on the Internet, seen through the gateway. */
export class Server implements Party {
  private readonly firstTick: number;
  private id: number;

  constructor(
    readonly name: string,
    readonly address: number,
    readonly mac: Uint8Array,
    readonly stack: TcpStack,
    private readonly random: Random,
    /** Least round-trip time in seconds. */
    readonly roundTrip: number,
    /** Mean of the random delay on top, in seconds. */
    private readonly jitter: number,
    /** Routers between the server and the home's gateway, that included. */
    readonly hops: number,
    readonly address6?: Uint8Array,
  ) {
    this.firstTick = hashText(name);
    this.id = random.integer(65536);
  }

  get ttl(): number {
    return this.stack.ttl - this.hops;
  }

  nextId(): number {
    if (this.stack.identification === 'zero') return 0;
    this.id = (this.id + 1 + this.random.integer(40)) & 0xffff;
    return this.id;
  }

  turnaround(): number {
    return this.roundTrip + this.random.exponential(this.jitter);
  }

  ticks(time: number): number {
    return (this.firstTick + Math.floor(time * this.stack.ticksPerSecond)) >>> 0;
  }
}

/** A destination that never answers by itself: a multicast group or the broadcast address. */
export function groupParty(address: string, stack: TcpStack, groupTtl?: number): Party {
  const number = ipv4(address);
  const mac = number >>> 28 === 14 ? multicastMac(number) : BROADCAST_MAC;
  const silent = (): number => 0;
  return {
    mac,
    address: number,
    ttl: 0,
    stack,
    groupTtl,
    nextId: silent,
    turnaround: silent,
    ticks: silent,
  };
}
