import type { TunnelSighting } from '../../contract/tunnel-sighting';
import type { PacketTable } from '../../contract/packet-table';
import { DATA, HANDSHAKE, INBOUND, KEEPALIVE, OTHER, OUTBOUND } from '../../contract/vantage';
import type { OrderedHeaders } from './headers';
import type { LengthLaw } from './length-laws';
import { opcodes, WITHOUT_PEER } from './openvpn-marks';
import { wireguardTypes } from './wireguard-judge';

const UDP = 17;
const ESP = 50;
const IKE_PORT = 500;
const IKE_PORTS = [IKE_PORT, 4500];
/** Fragments of one datagram come within a moment. */
const FRAGMENT_SECONDS = 5;
/** Copies of a datagram come within a moment, too. */
const COPY_SECONDS = 1;
const REMEMBERED = 4096;

/** The datagrams of a tunnel on the line, or the records of its stream, in order of time. */
export interface OuterUnits {
  readonly count: number;
  readonly time: Float64Array;
  readonly direction: Uint8Array;
  /** Bytes behind UDP's header (ESP: behind IP's), of OpenVPN as if it had a peer id. */
  readonly payload: Uint32Array;
  readonly kind: Uint8Array;
  /** The unit of which it is a copy, or -1. */
  readonly copyOf: Int32Array;
  /** Rows of the table that are the tunnel's, in order of time, and of each its unit, or -1. */
  readonly rows: Int32Array;
  readonly unit: Int32Array;
}

/** Which rows are the tunnel's and what they carry; for tunnels in datagrams. */
export function datagramUnits(
  table: PacketTable,
  { headers }: OrderedHeaders,
  sighting: TunnelSighting,
  law: LengthLaw | null,
): OuterUnits {
  const client = table.addresses.indexOf(sighting.client.address);
  const server = table.addresses.indexOf(sighting.server.address);
  const isTunnels = flowTest(table, sighting);
  const time: number[] = [];
  const direction: number[] = [];
  const payload: number[] = [];
  const kind: number[] = [];
  const copyOf: number[] = [];
  const rows: number[] = [];
  const unit: number[] = [];
  /** Newest datagram in fragments of each direction and identification. */
  const open = new Map<number, number>();
  const copies = [new CopyMemory(), new CopyMemory()] as const;
  for (let row = 0; row < table.count; row += 1) {
    const source = table.sourceAddress[row]!;
    const destination = table.destinationAddress[row]!;
    const out = source === client && destination === server;
    if (!out && !(source === server && destination === client)) continue;
    const way = out ? OUTBOUND : INBOUND;
    const now = table.time[row]!;
    const key = headers.identification[row]! * 2 + way;
    if (headers.fragmentOffset[row] !== 0) {
      const first = open.get(key);
      if (first === undefined || now - time[first]! > FRAGMENT_SECONDS) continue;
      rows.push(row);
      unit.push(first);
      continue;
    }
    if (!isTunnels(row)) continue;
    const number = time.length;
    if (headers.moreFragments[row] === 1) open.set(key, number);
    const length = normalPayload(headers.datagram[row]!, headers.word0[row]!, sighting);
    rows.push(row);
    unit.push(number);
    time.push(now);
    direction.push(way);
    payload.push(length);
    // Of some nothing is captured behind the headers, but IKE's own port says enough.
    const isTold = headers.words[row]! > 0 || isKeyExchange(sighting, table, row);
    kind.push(
      isTold
        ? kindOf(sighting, law, headers.word0[row]!, length, table, row)
        : kindByLength(length, law),
    );
    const counter = counterAt(sighting, headers, row);
    copyOf.push(counter < 0 ? -1 : copies[way].find(counter, length, now, number));
  }
  return {
    count: time.length,
    time: Float64Array.from(time),
    direction: Uint8Array.from(direction),
    payload: Uint32Array.from(payload),
    kind: Uint8Array.from(kind),
    copyOf: Int32Array.from(copyOf),
    rows: Int32Array.from(rows),
    unit: Int32Array.from(unit),
  };
}

/** Whether a row between the two ends is the tunnel's; its IKE is. */
function flowTest(table: PacketTable, sighting: TunnelSighting): (row: number) => boolean {
  const { client, server, protocol } = sighting;
  const isIpsec = protocol.startsWith('ipsec');
  return (row) => {
    const ip = table.ipProtocol[row]!;
    const from = table.sourcePort[row]!;
    const to = table.destinationPort[row]!;
    if (protocol === 'ipsec-esp' && ip === ESP) return true;
    if (ip !== UDP) return false;
    if (isIpsec && (IKE_PORTS.includes(from) || IKE_PORTS.includes(to))) return true;
    return (
      (from === client.port && to === server.port) || (from === server.port && to === client.port)
    );
  };
}

function normalPayload(length: number, word0: number, { protocol }: TunnelSighting): number {
  const isOld = protocol === 'openvpn-udp' && word0 >>> 27 === opcodes.dataV1;
  return isOld ? length + WITHOUT_PEER : length;
}

function kindByLength(length: number, law: LengthLaw | null): number {
  return length === law?.keepalive ? KEEPALIVE : DATA;
}

function kindOf(
  { protocol }: TunnelSighting,
  law: LengthLaw | null,
  word0: number,
  length: number,
  table: PacketTable,
  row: number,
): number {
  if (protocol === 'openvpn-udp') return openvpnKind(word0 >>> 27, length, law);
  if (protocol === 'wireguard') {
    const type = word0 >>> 24;
    if (type !== wireguardTypes.data) return type > 0 && type < 4 ? HANDSHAKE : OTHER;
    return kindByLength(length, law);
  }
  if (table.ipProtocol[row] === ESP) return DATA;
  if (length === 1) return KEEPALIVE;
  return word0 === 0 || onIkePort(table, row) ? HANDSHAKE : DATA;
}

function isKeyExchange({ protocol }: TunnelSighting, table: PacketTable, row: number): boolean {
  return protocol.startsWith('ipsec') && onIkePort(table, row);
}

/** On port 500 there is IKE alone; on 4500 ESP, too. */
function onIkePort(table: PacketTable, row: number): boolean {
  return table.sourcePort[row] === IKE_PORT || table.destinationPort[row] === IKE_PORT;
}

/** What a packet or record of OpenVPN is for. */
export function openvpnKind(opcode: number, length: number, law: LengthLaw | null): number {
  const isData = opcode === opcodes.dataV1 || opcode === opcodes.dataV2;
  return isData ? kindByLength(length, law) : HANDSHAKE;
}

/** The number that counts packets in the clear; -1 where there is none. */
function counterAt(
  { protocol, candidates }: TunnelSighting,
  { word0, word1, word2, words }: OrderedHeaders['headers'],
  row: number,
): number {
  if (words[row]! < 3) return -1;
  if (protocol === 'openvpn-udp') {
    const isAead = candidates[0]?.law.includes('aead') ?? false;
    return isAead && word0[row]! >>> 27 === opcodes.dataV2 ? word1[row]! : -1;
  }
  if (protocol === 'wireguard') {
    return word0[row]! >>> 24 === wireguardTypes.data ? swap(word2[row]!) : -1;
  }
  return word0[row] === 0 ? -1 : word1[row]!;
}

function swap(word: number): number {
  return ((word >>> 24) | ((word >>> 8) & 0xff00) | ((word << 8) & 0xff0000) | (word << 24)) >>> 0;
}

/** Remembers the numbers of the last packets of a direction. */
class CopyMemory {
  private readonly counters = new Float64Array(REMEMBERED).fill(-1);
  private readonly lengths = new Uint32Array(REMEMBERED);
  private readonly times = new Float64Array(REMEMBERED);
  private readonly units = new Int32Array(REMEMBERED);

  /** The unit of that number and length a moment ago, or -1, and this one is remembered. */
  find(counter: number, length: number, time: number, unit: number): number {
    const at = counter % REMEMBERED;
    const isCopy =
      this.counters[at] === counter &&
      this.lengths[at] === length &&
      time - this.times[at]! <= COPY_SECONDS;
    if (isCopy) return this.units[at]!;
    this.counters[at] = counter;
    this.lengths[at] = length;
    this.times[at] = time;
    this.units[at] = unit;
    return -1;
  }
}
