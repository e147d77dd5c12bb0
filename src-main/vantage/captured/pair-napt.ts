import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import type { Pairing } from '../../contract/pairing';
import { INBOUND, OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import { headersOf } from '../router/headers-outside';
import { ETHERNET_HEADER } from '../router/napt';
import { type ClockFit, fitClock } from './clock';
import type { Events } from './events';
import type { OrderedHeaders } from './headers';
import { matchEvents, outerTime } from './match';
import { settleClock } from './settle-clock';
import { isPrivate } from './private-address';

const TCP = 6;
/** With less of either side paired, the two captures do not show the same traffic. */
const LEAST_PAIRED = 0.02;

/** What translation leaves of a packet: the remote end, protocol, length, and what numbers it. */
interface Rows extends Events {
  readonly row: Int32Array;
  /** The same without the packet's number, which some routers write anew. */
  readonly looseKey: Float64Array;
}

/** What crosses the router, on both sides of it. */
export interface PairedNapt {
  readonly seen: ViewWithOrigin;
  readonly pairing: Pairing;
}

/**
 * Puts packets before and behind network address translation together: by server, port, protocol and length, with TCP's
 * sequence number or IPv4's identification, then without; nearest in time, in their order.
 * @returns null where the captures are not of the same traffic.
 */
export function pairNapt(
  home: Home,
  homeHeaders: OrderedHeaders | null,
  table: PacketTable,
  headers: OrderedHeaders,
): PairedNapt | null {
  const servers = new Map<string, number>();
  const inner = innerRows(home, homeHeaders, servers);
  const direction = directionsOutside(home, table);
  const outer = outerRows(table, headers, direction, servers);
  const rough = fitClock(inner, outer);
  if (rough === null) return null;
  const partner = matchEvents(inner, outer, rough, false);
  const clock = settleClock(rough, inner, outer, partner);
  matchRest(inner, outer, clock, partner);
  const origin = Int32Array.from(partner, (i) => (i < 0 ? -1 : inner.row[i]!));
  const paired = origin.reduce((sum, row) => sum + (row >= 0 ? 1 : 0), 0);
  if (paired < LEAST_PAIRED * Math.min(inner.count, outer.count)) return null;
  const { row } = outer;
  const count = outer.count;
  const view = {
    vantage: 'napt',
    count,
    time: outer.time,
    length: Uint32Array.from(row, (at) => ETHERNET_HEADER + table.ipLength[at]!),
    direction: Uint8Array.from(row, (at) => direction[at]!),
    serverPort: Uint16Array.from(row, (at) =>
      direction[at] === OUTBOUND ? table.destinationPort[at]! : table.sourcePort[at]!,
    ),
    protocols: Uint8Array.from(row, (at) => table.protocols[at]!),
    headers: headersOf(table, row),
  } as const;
  const seen = { view, origin, kind: new Uint8Array(count), records: null };
  return { seen, pairing: figures(clock, inner, outer, paired) };
}

function innerRows(
  { packets, internet, direction }: Home,
  ordered: OrderedHeaders | null,
  servers: Map<string, number>,
): Rows {
  const rows: number[] = [];
  for (let row = 0; row < packets.count; row += 1) if (internet[row] === 1) rows.push(row);
  return rowsOf(packets, ordered, Int32Array.from(rows), direction, servers);
}

function outerRows(
  table: PacketTable,
  headers: OrderedHeaders,
  direction: Uint8Array,
  servers: Map<string, number>,
): Rows {
  const rows: number[] = [];
  for (let row = 0; row < table.count; row += 1) if (direction[row]! <= OUTBOUND) rows.push(row);
  return rowsOf(table, headers, Int32Array.from(rows), direction, servers);
}

function rowsOf(
  table: PacketTable,
  ordered: OrderedHeaders | null,
  row: Int32Array,
  direction: Uint8Array,
  servers: Map<string, number>,
): Rows {
  const count = row.length;
  const time = Float64Array.from(row, (at) => table.time[at]!);
  const key = new Float64Array(count);
  const looseKey = new Float64Array(count);
  const numbers = serverNumbers(table, servers);
  for (let i = 0; i < count; i += 1) {
    const at = row[i]!;
    const out = direction[at] === OUTBOUND;
    const remote = out ? table.destinationAddress[at]! : table.sourceAddress[at]!;
    const port = out ? table.destinationPort[at]! : table.sourcePort[at]!;
    const protocol = table.ipProtocol[at]!;
    const number =
      protocol === TCP
        ? (ordered?.headers.sequence[at] ?? 0)
        : (ordered?.headers.identification[at] ?? 0);
    const flow = mix(mix(numbers[remote]!, port * 256 + protocol), table.ipLength[at]!);
    key[i] = 2 * (flow * 2 ** 20 + (mix(flow, number) >>> 12)) + (out ? 1 : 0);
    looseKey[i] = 2 * flow + (out ? 1 : 0);
  }
  return { count, row, time, key, looseKey };
}

/** Numbers of addresses that are the same on both sides. */
function serverNumbers({ addresses }: PacketTable, servers: Map<string, number>): Int32Array {
  return Int32Array.from(addresses, (address) => {
    const known = servers.get(address);
    if (known !== undefined) return known;
    servers.set(address, servers.size + 1);
    return servers.size;
  });
}

function mix(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ b;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca77);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae3d);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * INBOUND or OUTBOUND of each row outside, or 2 where it is not the home's: the router's address is that of
 * most packets; IPv6 is not translated. Of other packets one end must be a server that the home speaks with.
 */
function directionsOutside(home: Home, table: PacketTable): Uint8Array {
  const own = new Set<number>();
  const router = commonest(table);
  if (router >= 0) own.add(router);
  const { own: inside, remote: servers } = endsOfHome(home);
  const remote = new Set<number>();
  table.addresses.forEach((address, i) => {
    if (inside.has(address)) own.add(i);
    if (servers.has(address)) remote.add(i);
  });
  const direction = new Uint8Array(table.count).fill(2);
  for (let row = 0; row < table.count; row += 1) {
    const source = table.sourceAddress[row]!;
    const destination = table.destinationAddress[row]!;
    const isOut = own.has(source);
    if (isOut !== own.has(destination)) direction[row] = isOut ? OUTBOUND : INBOUND;
    else if (remote.has(destination) !== remote.has(source)) {
      direction[row] = remote.has(destination) ? OUTBOUND : INBOUND;
    }
  }
  return direction;
}

function commonest({ addresses, count, sourceAddress, destinationAddress }: PacketTable): number {
  const counts = new Uint32Array(addresses.length);
  for (let row = 0; row < count; row += 1) {
    if (sourceAddress[row]! >= 0) counts[sourceAddress[row]!]! += 1;
    if (destinationAddress[row]! >= 0) counts[destinationAddress[row]!]! += 1;
  }
  let best = -1;
  counts.forEach((packets, address) => {
    if (addresses[address]?.includes(':')) return;
    if (best < 0 || packets > counts[best]!) best = address;
  });
  return best;
}

/** The home's own IPv6 addresses that are seen outside, too, and the servers it speaks with. */
function endsOfHome({ packets, internet, direction }: Home): {
  own: Set<string>;
  remote: Set<string>;
} {
  const own = new Set<string>();
  const remote = new Set<string>();
  for (let row = 0; row < packets.count; row += 1) {
    if (internet[row] !== 1) continue;
    const source = packets.addresses[packets.sourceAddress[row]!] as string;
    const destination = packets.addresses[packets.destinationAddress[row]!] as string;
    const [mine, theirs] =
      direction[row] === OUTBOUND ? [source, destination] : [destination, source];
    remote.add(theirs);
    if (mine.includes(':') && !isPrivate(mine)) own.add(mine);
  }
  return { own, remote };
}

/** Pairs what is left without the numbers of packets. */
function matchRest(inner: Rows, outer: Rows, clock: ClockFit, partner: Int32Array): void {
  const taken = new Uint8Array(inner.count);
  for (const i of partner) if (i >= 0) taken[i] = 1;
  const innerLeft = Int32Array.from(inner.row.keys()).filter((i) => taken[i] === 0);
  const outerLeft = Int32Array.from(outer.row.keys()).filter((j) => partner[j]! < 0);
  if (innerLeft.length === 0 || outerLeft.length === 0) return;
  const part = ({ time, looseKey }: Rows, left: Int32Array): Events => ({
    count: left.length,
    time: Float64Array.from(left, (i) => time[i]!),
    key: Float64Array.from(left, (i) => looseKey[i]!),
  });
  const found = matchEvents(part(inner, innerLeft), part(outer, outerLeft), clock, false);
  found.forEach((i, j) => {
    if (i >= 0) partner[outerLeft[j]!] = innerLeft[i]!;
  });
}

function figures(clock: ClockFit, inner: Rows, outer: Rows, paired: number): Pairing {
  const first = outer.time[0] ?? 0;
  const last = outer.time[outer.count - 1] ?? 0;
  const inSpan = inner.time.reduce((sum, time) => {
    const at = outerTime(clock, time);
    return sum + (at >= first - 0.5 && at <= last + 0.5 ? 1 : 0);
  }, 0);
  const { startTime, offsetSeconds, driftPpm, delaySeconds } = clock;
  return {
    startTime,
    offsetSeconds,
    driftPpm,
    delaySeconds,
    packets: outer.count,
    paired,
    controlPackets: 0,
    unpaired: outer.count - paired,
    duplicates: 0,
    insidePackets: inSpan,
    insidePaired: paired,
    paperRule: null,
    law: null,
    stream: null,
  };
}
