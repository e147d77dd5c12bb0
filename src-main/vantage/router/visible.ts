import { QUIC_HELLO, TLS_HELLO } from '../../contract/clear-messages';
import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import type { Visible } from '../../contract/results';
import { OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import { WordInterner } from '../../packets';
import { isResolverAddress, isResolverName } from './known-resolvers';
import { throughRouter } from './through-router';
import { namesIn } from './visible-names';

const TCP = 6;
const UDP = 17;
const NTP_PORT = 123;
const DNS_TLS_PORT = 853;
const HTTPS_PORT = 443;
const MOST_PORTS = 32;
/** Ports of UDP stand behind those of TCP. */
const UDP_PORTS = 65_536;

/**
 * What stands in the clear behind NAPT; null in a tunnel, which hides all of it. The router's own
 * questions have the address it is asked at for their server: it stands for the provider's resolver.
 */
export function visibleIn(home: Home, { view, origin }: ViewWithOrigin): Visible | null {
  if (view.vantage !== 'napt') return null;
  const { packets } = home;
  const { addresses } = packets;
  const isIpv6 = addresses.map((address) => address.includes(':'));
  const isServer = new Uint8Array(addresses.length);
  const isTimeServer = new Uint8Array(addresses.length);
  const isOwnIpv6 = new Uint8Array(addresses.length);
  const resolvers = resolversOf(packets);
  const packetsOf = new Uint32Array(2 * UDP_PORTS);
  const flows = new WordInterner();
  const { internet } = throughRouter(home);
  let connections = 0;
  let dnsOverHttps = 0;
  for (let i = 0; i < view.count; i++) {
    const row = origin[i] as number;
    if (row < 0) continue;
    const outbound = view.direction[i] === OUTBOUND;
    const source = packets.sourceAddress[row] as number;
    const destination = packets.destinationAddress[row] as number;
    const own = outbound ? source : destination;
    const server = outbound ? destination : source;
    isServer[server] = 1;
    if (isIpv6[own] && home.internet[row] === 1) isOwnIpv6[own] = 1;
    const protocol = packets.ipProtocol[row] as number;
    const port = (outbound ? packets.destinationPort[row] : packets.sourcePort[row]) as number;
    if ((protocol !== TCP && protocol !== UDP) || port === 0) continue;
    packetsOf[port + (protocol === UDP ? UDP_PORTS : 0)]! += 1;
    if (protocol === UDP && port === NTP_PORT) isTimeServer[server] = 1;
    if (port === HTTPS_PORT && resolvers[server] === 1) dnsOverHttps++;
    const ownPort = (outbound ? packets.sourcePort[row] : packets.destinationPort[row]) as number;
    const ports = (ownPort << 16) | port;
    if (flows.lookup(own, server, ports, protocol) >= 0) continue;
    flows.add(own, server, ports, protocol, 0);
    connections++;
  }
  const ports = portsOf(packetsOf);
  const { names, commonNames, ...hellos } = namesIn(packets, (row) => internet[row] === 1);
  const dnsOverTls =
    (packetsOf[DNS_TLS_PORT] as number) + (packetsOf[UDP_PORTS + DNS_TLS_PORT] as number);
  return {
    servers: sum(isServer),
    serverPorts: ports.length,
    ports: ports.slice(0, MOST_PORTS),
    connections,
    timeServers: sum(isTimeServer),
    names,
    commonNames,
    veiled: { ...hellos, dnsOverTls, dnsOverHttps },
    homeIpv6Addresses: sum(isOwnIpv6),
  };
}

/** Which addresses answer DNS over HTTPS: known ones, and those greeted by such a name. */
function resolversOf({ addresses, clear, names, destinationAddress }: PacketTable): Uint8Array {
  const resolvers = Uint8Array.from(addresses, (address) => (isResolverAddress(address) ? 1 : 0));
  for (let at = 0; at < clear.count; at++) {
    const kind = clear.kind[at];
    if (kind !== TLS_HELLO && kind !== QUIC_HELLO) continue;
    const name = names[clear.name[at] as number];
    const server = destinationAddress[clear.row[at] as number] as number;
    if (name !== undefined && isResolverName(name)) resolvers[server] = 1;
  }
  return resolvers;
}

/** The ports that occur, the busiest first, then by number. */
function portsOf(packetsOf: Uint32Array): Visible['ports'] {
  const ports: Visible['ports'] = [];
  for (let at = 0; at < packetsOf.length; at++) {
    const packets = packetsOf[at] as number;
    if (packets === 0) continue;
    ports.push({ protocol: at < UDP_PORTS ? 'tcp' : 'udp', port: at % UDP_PORTS, packets });
  }
  return ports.sort((one, other) => other.packets - one.packets || one.port - other.port);
}

function sum(flags: Uint8Array): number {
  return flags.reduce((count, flag) => count + flag, 0);
}
