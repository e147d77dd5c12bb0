import type { Host, Party, Server } from '../world/party';
import type { Distance, VirtualHome } from '../world/virtual-home';
import { converse, type Channel, type Spoken, type Turn } from './conversation';
import type { DnsClient } from './dns-client';
import { PlainChannel } from './plain-channel';
import { TcpConnection } from './tcp-connection';
import type { TlsProfile } from './tls-messages';
import { TlsSession } from './tls-session';

/** A service a device talks to over TCP. */
export interface Service {
  readonly name: string;
  readonly port: number;
  readonly distance?: Distance;
  /** TLS as this library speaks it, or else the magic bytes of a protocol of the vendor's own. */
  readonly tls?: TlsProfile;
  readonly magic?: Uint8Array;
  /** Longest segment the service's end of the path takes, where it is shorter than usual. */
  readonly mss?: number;
  /** Kept open for commands: when it breaks, after an hour or so, the device opens it again. */
  readonly kept?: boolean;
}

/** What a link needs to know of the device it belongs to. */
export interface Owner {
  readonly home: VirtualHome;
  readonly host: Host;
  readonly dns: DnsClient;
}

const SHORTEST_LIFE = 1500;
const MEAN_FURTHER_LIFE = 3600;

/** A device's connection to a service: opened when needed, and opened again after it ended. */
export class Link {
  private channel: Channel | null = null;
  private everOpened = false;

  constructor(
    private readonly owner: Owner,
    readonly service: Service,
  ) {}

  get isOpen(): boolean {
    return this.channel?.connection.open ?? false;
  }

  /** Opens the link if it is not open; gives the moment the device may send. */
  open(at: number): number {
    const { channel } = this;
    if (channel?.connection.open) return Math.max(at, channel.connection.free);
    const { home, dns } = this.owner;
    const server: Server = home.server(this.service.name, this.service.distance);
    const known = dns.lookup(server, at);
    return this.connect(server, known);
  }

  /** Opens the link if need be, then plans the turns. */
  converse(at: number, turns: readonly Turn[]): Spoken {
    const ready = this.open(at);
    return converse(this.channel as Channel, ready, turns);
  }

  close(at: number, by: 'client' | 'server' = 'client', how: 'fin' | 'reset' = 'fin'): void {
    this.channel?.connection.close(at, by, how);
  }

  /** The device lost its network: nobody says goodbye, the next use opens anew. */
  forget(): void {
    this.channel = null;
  }

  private connect(server: Party, at: number): number {
    const { home, host } = this.owner;
    const { tls, magic, port, name, mss } = this.service;
    const connection = new TcpConnection(
      home.queue,
      host.random,
      host,
      server,
      host.nextPort(),
      port,
      mss,
    );
    const resumed = this.everOpened;
    this.everOpened = true;
    if (tls) {
      const session = new TlsSession(connection, host.random, home.opaque, tls, name);
      this.channel = session;
      if (this.service.kept) this.planBreak(connection, at);
      return session.establish(at, resumed);
    }
    this.channel = new PlainChannel(
      connection,
      host.random,
      home.opaque,
      magic ?? new Uint8Array(0),
    );
    if (this.service.kept) this.planBreak(connection, at);
    return connection.connect(at);
  }

  /** Servers restart and balance their load: no connection lives for ever. */
  private planBreak(connection: TcpConnection, at: number): void {
    const { home, host } = this.owner;
    home.at(at + SHORTEST_LIFE + host.random.exponential(MEAN_FURTHER_LIFE), (time) => {
      if (this.channel?.connection !== connection || !connection.open) return;
      const closed = connection.close(
        time,
        'server',
        host.random.uniform() < 0.2 ? 'reset' : 'fin',
      );
      home.at(closed + host.random.between(0.5, 4), (later) => this.open(later));
    });
  }
}

/** A connection between two devices of the home, which never crosses the gateway. */
export function lanChannel(
  home: VirtualHome,
  client: Host,
  server: Host,
  port: number,
  magic: Uint8Array,
): PlainChannel {
  const connection = new TcpConnection(
    home.queue,
    client.random,
    client,
    server,
    client.nextPort(),
    port,
  );
  return new PlainChannel(connection, client.random, home.opaque, magic);
}
