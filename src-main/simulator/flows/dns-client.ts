import { hashText } from '../world/addresses';
import type { Host, Party, Server } from '../world/party';
import type { VirtualHome } from '../world/virtual-home';
import { UdpDatagram } from '../frames/udp-datagram';
import { dnsAnswer, dnsAnswer6, dnsNoData, dnsQuery } from './dns-messages';

/** A device's stub resolver with its cache. It asks the router, or a public resolver by address. */
export class DnsClient {
  private readonly knownUntil = new Map<string, number>();

  constructor(
    private readonly home: VirtualHome,
    private readonly host: Host,
    private readonly resolver: Party,
    /** Phones and computers ask for an IPv6 address as well. */
    private readonly asksIpv6: boolean,
  ) {}

  /** Plans what it takes to know the server's address; gives the moment it is known. */
  lookup(server: Server, at: number): number {
    if ((this.knownUntil.get(server.name) ?? -1) > at) return at;
    const hash = hashText(server.name);
    const timeToLive = [120, 300, 600, 3600][hash & 3] as number;
    const alias = (hash & 12) === 0 ? `edge-${hash % 97}.cdn.example` : null;
    const query = this.exchange(at, (id) => [
      dnsQuery(id, server.name),
      dnsAnswer(id, server.name, server.address, alias, timeToLive),
    ]);
    if (this.asksIpv6) {
      this.exchange(at + 0.0004, (id) => [
        dnsQuery(id, server.name, 'AAAA'),
        server.address6
          ? dnsAnswer6(id, server.name, server.address6, timeToLive)
          : dnsNoData(id, server.name),
      ]);
    }
    this.knownUntil.set(server.name, query + timeToLive);
    return query + this.host.turnaround();
  }

  private exchange(at: number, messages: (id: number) => [Uint8Array, Uint8Array]): number {
    const { host, resolver, home } = this;
    const port = 10000 + host.random.integer(50000);
    const [query, answer] = messages(host.random.integer(65536));
    // The router itself has to ask when nobody in the home wanted the name lately.
    const upstream = resolver === home.router && host.random.uniform() < 0.5 ? 0.015 : 0;
    const answered = at + resolver.turnaround() + upstream * host.random.between(0.7, 2);
    home.queue.push(at, new UdpDatagram(host, resolver, port, 53, query));
    home.queue.push(answered, new UdpDatagram(resolver, host, 53, port, answer));
    return answered;
  }
}
