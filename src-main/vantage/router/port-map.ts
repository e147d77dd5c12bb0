import type { PacketTable } from '../../contract/packet-table';
import { Random } from '../../contract/random';
import { linuxTimeouts, type TcpState, tcpStateAfter, type Timeouts } from './connection-timeouts';

const TCP = 6;
/** Seconds after which a UDP connection with answers is a stream. */
const STREAM_AFTER = 2;
/** Ports that Linux tries one after the other before it begins elsewhere, and the fewest of it. */
const MOST_ATTEMPTS = 128;
const FEWEST_ATTEMPTS = 16;

/** `linux`: as MASQUERADE does by default; `random`: with --random-fully, a new port for each connection. */
export type PortMode = 'linux' | 'random';

/** A packet of a connection between a device and a server; addresses as numbers of any kind. */
export interface Mapped {
  readonly time: number;
  /** 6 or 17. */
  readonly protocol: number;
  readonly own: number;
  readonly ownPort: number;
  readonly server: number;
  readonly serverPort: number;
  readonly outbound: boolean;
  readonly tcpFlags: number;
}

/** A row of a table, which must be TCP or UDP. */
export function mappedOf(packets: PacketTable, row: number, outbound: boolean): Mapped {
  const source = packets.sourcePort[row] as number;
  const destination = packets.destinationPort[row] as number;
  const from = packets.sourceAddress[row] as number;
  const to = packets.destinationAddress[row] as number;
  return {
    time: packets.time[row] as number,
    protocol: packets.ipProtocol[row] as number,
    own: outbound ? from : to,
    ownPort: outbound ? source : destination,
    server: outbound ? to : from,
    serverPort: outbound ? destination : source,
    outbound,
    tcpFlags: packets.tcpFlags[row] as number,
  };
}

interface Connection {
  readonly outside: number;
  readonly since: number;
  readonly byDevice: boolean;
  readonly place: string;
  answered: boolean;
  state: TcpState | null;
  until: number;
}

/**
 * The ports that a gateway of Linux gives the connections of a home (nf_nat_core.c, get_unique_tuple).
 * A connection that is known keeps its own. A new one gets the port that another connection of the same
 * device and source port has, else the device's own, where with that server and its port no other
 * connection has it; else a random one of the same range (1-511, 600-1023, 1024-65535) and those behind it.
 * So two devices may share a port towards different servers. A connection that was idle for longer
 * than its time-out comes back as a new one, on a port that may be another. What the home's gateway
 * really gave is not in a capture from inside.
 */
export class PortMap {
  private readonly connections = new Map<string, Connection>();
  private readonly taken = new Map<string, Connection>();
  /** Connections of a device's port, the newest last. */
  private readonly ofSource = new Map<string, Connection[]>();
  private readonly random: Random;

  constructor(
    private readonly mode: PortMode = 'linux',
    seed = 1,
    private readonly timeouts: Timeouts = linuxTimeouts,
  ) {
    this.random = new Random(seed);
  }

  /** The port outside for a packet; packets come in order of time. */
  portOf(packet: Mapped): number {
    const { time, protocol, own, ownPort, server, serverPort, outbound } = packet;
    const source = `${protocol} ${own} ${ownPort}`;
    const key = `${source} ${server} ${serverPort}`;
    let connection = this.connections.get(key);
    if (!connection || connection.until <= time) {
      const end = `${protocol} ${server} ${serverPort}`;
      const outside = this.freePort(source, end, ownPort, time);
      const place = `${end} ${outside}`;
      connection = {
        ...{ outside, place, since: time, byDevice: outbound },
        ...{ answered: false, state: null, until: time },
      };
      this.connections.set(key, connection);
      this.taken.set(place, connection);
      const live = (this.ofSource.get(source) ?? []).filter(({ until }) => until > time);
      this.ofSource.set(source, [...live, connection]);
    }
    this.keep(connection, packet);
    return connection.outside;
  }

  private keep(connection: Connection, { time, protocol, outbound, tcpFlags }: Mapped): void {
    const reply = outbound !== connection.byDevice;
    connection.answered ||= reply;
    if (protocol === TCP) {
      connection.state = tcpStateAfter(connection.state, tcpFlags, reply);
      connection.until = time + this.timeouts[connection.state];
      return;
    }
    const isStream = connection.answered && time > connection.since + STREAM_AFTER;
    connection.until = time + (isStream ? this.timeouts.udpStream : this.timeouts.udp);
  }

  private freePort(source: string, end: string, wanted: number, time: number): number {
    const isFree = (port: number): boolean =>
      !((this.taken.get(`${end} ${port}`)?.until ?? time) > time);
    if (this.mode === 'linux') {
      const others = this.ofSource.get(source)?.filter(({ until }) => until > time);
      const shared = others?.at(-1)?.outside;
      if (shared !== undefined && isFree(shared)) return shared;
      if (isFree(wanted)) return wanted;
    }
    const { first, count } = rangeOf(wanted);
    let port = wanted;
    for (let tries = Math.min(count, MOST_ATTEMPTS); tries >= FEWEST_ATTEMPTS / 2; tries >>= 1) {
      const offset = this.random.integer(65_536);
      for (let i = 0; i < tries; i += 1) {
        port = first + ((offset + i) % count);
        if (isFree(port)) return port;
      }
    }
    return port;
  }
}

/** The ports from which one is chosen in place of `port`. */
function rangeOf(port: number): { first: number; count: number } {
  if (port < 512) return { first: 1, count: 511 };
  if (port < 1024) return { first: 600, count: 424 };
  return { first: 1024, count: 64_512 };
}
