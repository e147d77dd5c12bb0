import type { Home } from '../contract/home';
import type { Visible } from '../contract/results';
import { OUTBOUND, type ViewWithOrigin } from '../contract/vantage';
import { WordInterner } from '../packets';

const TCP = 6;
const UDP = 17;
const NTP_PORT = 123;
const DNS_TLS_PORT = 853;
const MOST_PORTS = 32;
/** Ports of UDP stand behind those of TCP. */
const UDP_PORTS = 65_536;

/** What stands in the clear behind NAPT; null in a tunnel, which hides all of it. */
export function visibleIn(home: Home, { view, origin }: ViewWithOrigin): Visible | null {
  if (view.vantage !== 'napt') return null;
  const { packets } = home;
  const isIpv6 = packets.addresses.map((address) => address.includes(':'));
  const isServer = new Uint8Array(packets.addresses.length);
  const isTimeServer = new Uint8Array(packets.addresses.length);
  const isOwnIpv6 = new Uint8Array(packets.addresses.length);
  const packetsOf = new Uint32Array(2 * UDP_PORTS);
  const flows = new WordInterner();
  let connections = 0;
  for (let i = 0; i < view.count; i++) {
    const row = origin[i] as number;
    if (row < 0) continue;
    const outbound = view.direction[i] === OUTBOUND;
    const source = packets.sourceAddress[row] as number;
    const destination = packets.destinationAddress[row] as number;
    const own = outbound ? source : destination;
    const server = outbound ? destination : source;
    isServer[server] = 1;
    if (isIpv6[own]) isOwnIpv6[own] = 1;
    const protocol = packets.ipProtocol[row] as number;
    const port = (outbound ? packets.destinationPort[row] : packets.sourcePort[row]) as number;
    if ((protocol !== TCP && protocol !== UDP) || port === 0) continue;
    packetsOf[port + (protocol === UDP ? UDP_PORTS : 0)]! += 1;
    if (protocol === UDP && port === NTP_PORT) isTimeServer[server] = 1;
    const ownPort = (outbound ? packets.sourcePort[row] : packets.destinationPort[row]) as number;
    const ports = (ownPort << 16) | port;
    if (flows.lookup(own, server, ports, protocol) >= 0) continue;
    flows.add(own, server, ports, protocol, 0);
    connections++;
  }
  const ports = portsOf(packetsOf);
  return {
    servers: sum(isServer),
    serverPorts: ports.length,
    ports: ports.slice(0, MOST_PORTS),
    connections,
    timeServers: sum(isTimeServer),
    names: 0,
    commonNames: [],
    veiled: {
      encryptedHellos: 0,
      namelessHellos: 0,
      dnsOverTls:
        (packetsOf[DNS_TLS_PORT] as number) + (packetsOf[UDP_PORTS + DNS_TLS_PORT] as number),
      dnsOverHttps: 0,
    },
    homeIpv6Addresses: sum(isOwnIpv6),
  };
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
