import type { Facet, LengthFigures } from '../../contract/hiding';
import type { Home } from '../../contract/home';
import { OUTBOUND } from '../../contract/vantage';
import { throughRouter } from '../router/through-router';
import { namesIn } from '../router/visible-names';
import type { Tunnel } from '../tunnels/tunnel';

const TCP = 6;
const PORTS = 0x10000;

/** How many different ones of each cross the gateway. */
export interface Crossing {
  readonly packets: number;
  readonly lanPackets: number;
  readonly devices: number;
  readonly servers: number;
  /** Ports of the servers. */
  readonly ports: number;
  /** Combinations of the seven protocol bits. */
  readonly protocols: number;
  /** Device and server with their ports: five-tuples, whichever way their packets go. */
  readonly connections: number;
  /** Names said in the clear on the line, those that the router asks for among them. */
  readonly names: number;
  /** Addresses by which the line tells devices apart behind NAPT: global ones of IPv6, which stay. */
  readonly ipv6: number;
  /** Whether anything crosses by IPv4, behind the router's one address. */
  readonly hasIpv4: boolean;
}

const counted = new WeakMap<Home, Crossing>();

/** Counts what crosses; once for each home, however many vantages ask. */
export function crossingOf(home: Home): Crossing {
  let crossing = counted.get(home);
  if (!crossing) counted.set(home, (crossing = count(home)));
  return crossing;
}

function count(home: Home): Crossing {
  const { packets, device, direction, internet } = home;
  const { internet: onLine } = throughRouter(home);
  const devices = new Set<number>();
  const ports = new Set<number>();
  const protocols = new Set<number>();
  const servers = new Set<number>();
  const pairs = new Map<number, number>();
  const connections = new Set<number>();
  const owns = new Set<number>();
  let crossing = 0;
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] !== 1) continue;
    crossing++;
    const out = direction[row] === OUTBOUND;
    const from = packets.sourceAddress[row] as number;
    const to = packets.destinationAddress[row] as number;
    const sourcePort = packets.sourcePort[row] as number;
    const destinationPort = packets.destinationPort[row] as number;
    const [own, remote] = out ? [from, to] : [to, from];
    const [ownPort, port] = out ? [sourcePort, destinationPort] : [destinationPort, sourcePort];
    if ((device[row] as number) >= 0) devices.add(device[row] as number);
    servers.add(remote);
    owns.add(own);
    if (port > 0) ports.add(port);
    protocols.add(packets.protocols[row] as number);
    const isTcp = packets.ipProtocol[row] === TCP ? 1 : 0;
    const key = (own * packets.addresses.length + remote) * 2 + isTcp;
    let pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, (pair = pairs.size));
    connections.add((pair * PORTS + ownPort) * PORTS + port);
  }
  const isIpv6 = [...owns].map((own) => packets.addresses[own]?.includes(':') === true);
  const ipv6 = isIpv6.filter(Boolean).length;
  return {
    packets: crossing,
    lanPackets: packets.count - crossing,
    devices: devices.size,
    servers: servers.size,
    ports: ports.size,
    protocols: protocols.size,
    connections: connections.size,
    names: namesIn(packets, (row) => onLine[row] === 1).names,
    ipv6,
    hasIpv4: ipv6 < owns.size,
  };
}

/** What became of each facet outside. */
export function facetsOf(
  crossing: Crossing,
  lengths: LengthFigures,
  tunnel: Tunnel | null,
  outerPackets: number,
): Facet[] {
  const facet = (
    name: Facet['name'],
    fate: Facet['fate'],
    inside: number | null = null,
    outside: number | null = null,
  ): Facet => ({ name, fate, inside, outside });
  /** Behind NAPT it is there as before; in a tunnel all are one. */
  const openBehindNapt = (name: Facet['name'], inside: number | null): Facet =>
    tunnel
      ? facet(name, 'gone', inside, inside === null ? null : 1)
      : facet(name, 'stays', inside, inside);
  /** The router's one address stands for all by IPv4; by IPv6 each device keeps its own. */
  const ipv6 = tunnel ? 0 : crossing.ipv6;
  const told = ipv6 + (crossing.hasIpv4 ? 1 : 0);
  const overTcp = tunnel?.carrier === 'tcp';
  return [
    ipv6 > 0
      ? facet('devices', 'blurred', crossing.devices, told)
      : facet('devices', 'gone', crossing.devices, 1),
    facet('lan', 'gone', crossing.lanPackets, 0),
    openBehindNapt('servers', crossing.servers),
    tunnel
      ? facet('names', 'gone', crossing.names, 0)
      : facet('names', 'stays', crossing.names, crossing.names),
    openBehindNapt('ports', crossing.ports),
    openBehindNapt('protocols', crossing.protocols),
    openBehindNapt('connections', crossing.connections),
    openBehindNapt('flags', null),
    facet(
      'sizes',
      lengths.mostAlike > 1 ? 'blurred' : 'stays',
      lengths.distinctInside,
      lengths.distinctOutside,
    ),
    facet('times', overTcp ? 'blurred' : 'stays'),
    facet('directions', 'stays'),
    facet('count', 'stays', crossing.packets, outerPackets),
  ];
}
