import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import type { Pairing } from '../../contract/pairing';
import type { TunnelSighting } from '../../contract/tunnel-sighting';
import { DATA, type VantageName, type ViewWithOrigin } from '../../contract/vantage';
import { ETHERNET_HEADER } from '../router/napt';
import { segmentFrame } from '../tunnels/outer-frames';
import { type ClockFit, fitClock } from './clock';
import { settleClock } from './settle-clock';
import type { Events } from './events';
import type { OrderedHeaders } from './headers';
import { innerEvents, type InnerEvents } from './inner-events';
import { lawNamed, lawsOf, type LengthLaw, WIREGUARD_MTU } from './length-laws';
import type { SeenTunnel } from './line-tap';
import { matchEvents, outerTime } from './match';
import { datagramUnits, type OuterUnits } from './outer-units';
import { pairByPaper } from './paper-rule';
import { streamUnits, type StreamUnits } from './stream-units';

const RECORD_LENGTH = 2;
/** With so much of the data paired there is no better law to be found. */
const CERTAIN = 0.99;
/** With less of either side paired, the two captures do not show the same traffic. */
const LEAST_PAIRED = 0.5;

/** The outer packets of a tunnel with the packets inside that they carry. */
export interface PairedTunnel {
  readonly seen: ViewWithOrigin;
  /** As captured, with the client as the pairs show it. */
  readonly sighting: TunnelSighting;
  readonly pairing: Pairing;
}

interface Attempt {
  readonly sighting: TunnelSighting;
  readonly law: LengthLaw;
  readonly units: OuterUnits | StreamUnits;
  readonly inner: InnerEvents;
  readonly clock: ClockFit;
  /** For each unit an index into `inner`, or -1. */
  readonly partner: Int32Array;
  readonly share: number;
}

/**
 * Puts the packets of a captured tunnel and those of the home together. Of the laws that its lengths can
 * follow, and of the two ends that can be the home's, those are taken that pair most.
 * @returns null where no law and no clock pair anything: the captures are not of the same time.
 */
export function pairTunnel(
  home: Home,
  table: PacketTable,
  headers: OrderedHeaders,
  tunnel: SeenTunnel,
): PairedTunnel | null {
  let best: Attempt | null = null;
  for (const { way, cutsAtMss } of [
    { way: tunnel, cutsAtMss: false },
    { way: tunnel, cutsAtMss: true },
    { way: turned(tunnel), cutsAtMss: false },
  ]) {
    for (const law of lawsToTry(way.sighting)) {
      const attempt = attemptWith(home, table, headers, way, law, cutsAtMss);
      if (attempt && (best === null || attempt.share > best.share)) best = attempt;
      if (best && best.share >= CERTAIN) return resultOf(home, table, tunnel, best);
    }
  }
  if (best === null) return null;
  const result = resultOf(home, table, tunnel, best);
  const { insidePackets, insidePaired } = result.pairing;
  // Others may use the tunnel, too, and not all that crosses the gateway need go through it.
  return Math.max(best.share, insidePaired / Math.max(1, insidePackets)) >= LEAST_PAIRED
    ? result
    : null;
}

/** The same with the other end as the home's. */
function turned({ sighting, records }: SeenTunnel): SeenTunnel {
  const { client, server } = sighting;
  return {
    sighting: { ...sighting, client: server, server: client, clientShown: false },
    records: records.map((file) => ({ ...file, lowIsClient: !file.lowIsClient })),
  };
}

function lawsToTry({ protocol, candidates, mtu }: TunnelSighting): LengthLaw[] {
  const size = mtu ?? WIREGUARD_MTU;
  const named = candidates.map(({ law }) => lawNamed(protocol, law, size));
  const known = named.filter((law) => law !== null);
  return known.length > 0 ? known : lawsOf(protocol, size);
}

function attemptWith(
  home: Home,
  table: PacketTable,
  headers: OrderedHeaders,
  tunnel: SeenTunnel,
  law: LengthLaw,
  cutsAtMss: boolean,
): Attempt | null {
  const { sighting, records } = tunnel;
  const isStream = sighting.protocol === 'openvpn-tcp';
  const units = isStream
    ? streamUnits(table, headers, sighting, law, records)
    : datagramUnits(table, headers, sighting, law);
  const inner = innerEvents(home, sighting, law, cutsAtMss);
  const { events, index } = dataEvents(units);
  const rough = fitClock(inner, events);
  if (rough === null) return null;
  const matched = matchEvents(inner, events, rough, isStream);
  // Over TCP delays differ too much to set a clock by the shortest.
  const clock = isStream ? rough : settleClock(rough, inner, events, matched);
  const partner = new Int32Array(units.count).fill(-1);
  let paired = 0;
  matched.forEach((i, k) => {
    if (i < 0) return;
    partner[index[k]!] = i;
    paired += 1;
  });
  for (let unit = 0; unit < units.count; unit += 1) {
    const first = units.copyOf[unit]!;
    if (first >= 0) partner[unit] = partner[first]!;
  }
  const share = events.count === 0 ? 0 : paired / events.count;
  return { sighting, law, units, inner, clock, partner, share };
}

/** The units that carry something, each once. */
function dataEvents(units: OuterUnits): { events: Events; index: Int32Array } {
  const index: number[] = [];
  for (let unit = 0; unit < units.count; unit += 1) {
    if (units.kind[unit] === DATA && units.copyOf[unit]! < 0) index.push(unit);
  }
  return {
    index: Int32Array.from(index),
    events: {
      count: index.length,
      time: Float64Array.from(index, (unit) => units.time[unit]!),
      key: Float64Array.from(index, (unit) => 2 * units.payload[unit]! + units.direction[unit]!),
    },
  };
}

function resultOf(
  home: Home,
  table: PacketTable,
  tunnel: SeenTunnel,
  attempt: Attempt,
): PairedTunnel {
  const { sighting, law, units, inner, partner } = attempt;
  const vantage = vantageOf(sighting, law);
  const rowOf = (unit: number): number =>
    unit < 0 || partner[unit]! < 0 ? -1 : inner.row[partner[unit]!]!;
  const count = units.rows.length;
  const view = {
    vantage,
    count,
    time: Float64Array.from(units.rows, (row) => table.time[row]!),
    length: Uint32Array.from(units.rows, (row) => ETHERNET_HEADER + table.ipLength[row]!),
    direction: Uint8Array.from(units.rows, (row) =>
      table.addresses[table.sourceAddress[row]!] === sighting.client.address ? 1 : 0,
    ),
    serverPort: null,
    protocols: null,
  };
  const kind =
    'segmentKind' in units
      ? units.segmentKind
      : Uint8Array.from(units.unit, (unit) => units.kind[unit]!);
  const origin = Int32Array.from(units.unit, rowOf);
  const packets = { view, origin, kind };
  const records = 'segmentKind' in units ? recordView(vantage, units, rowOf) : null;
  const seen: ViewWithOrigin = { ...packets, records };
  return { seen, sighting, pairing: figures(home, tunnel, attempt, records ?? seen) };
}

/** The vantage whose lengths the law has; of laws that HomeMole does not simulate, the nearest. */
function vantageOf({ protocol }: TunnelSighting, law: LengthLaw): VantageName {
  if (law.vantages[0]) return law.vantages[0];
  if (protocol === 'openvpn-tcp') return 'openvpn-tcp-aes-256-gcm';
  if (protocol === 'wireguard') return 'wireguard';
  if (protocol !== 'openvpn-udp') return 'ipsec-esp-aes-256-gcm';
  if (law.block === 8) return 'openvpn-udp-bf-cbc-sha1';
  return law.block === 16 ? 'openvpn-udp-aes-256-cbc-sha256' : 'openvpn-udp-aes-256-gcm';
}

function recordView(
  vantage: VantageName,
  units: OuterUnits,
  rowOf: (unit: number) => number,
): ViewWithOrigin {
  return {
    view: {
      vantage,
      count: units.count,
      time: units.time,
      length: units.payload.map((payload) => segmentFrame(RECORD_LENGTH + payload)),
      direction: units.direction,
      serverPort: null,
      protocols: null,
    },
    origin: Int32Array.from({ length: units.count }, (_, unit) => rowOf(unit)),
    kind: units.kind,
    records: null,
  };
}

function figures(
  home: Home,
  { records }: SeenTunnel,
  { clock, law, units, inner, partner }: Attempt,
  perceived: ViewWithOrigin,
): Pairing {
  const { view, origin, kind } = perceived;
  let paired = 0;
  let controlPackets = 0;
  for (let i = 0; i < view.count; i += 1) {
    if (kind[i] !== DATA) controlPackets += 1;
    else if (origin[i]! >= 0) paired += 1;
  }
  const used = new Set<number>();
  for (const i of partner) if (i >= 0) used.add(inner.row[i]!);
  const first = view.time[0] ?? 0;
  const last = view.time[view.count - 1] ?? 0;
  const inside = new Set<number>();
  for (let i = 0; i < inner.count; i += 1) {
    const time = outerTime(clock, inner.time[i]!);
    if (time >= first - 0.5 && time <= last + 0.5) inside.add(inner.row[i]!);
  }
  const sum = (field: 'missingBytes' | 'skippedBytes'): number =>
    records.reduce((all, file) => all + file[field], 0);
  const { startTime, offsetSeconds, driftPpm, delaySeconds } = clock;
  return {
    startTime,
    offsetSeconds,
    driftPpm,
    delaySeconds,
    packets: view.count,
    paired,
    controlPackets,
    unpaired: view.count - paired - controlPackets,
    duplicates: units.copyOf.reduce((all, first) => all + (first >= 0 ? 1 : 0), 0),
    insidePackets: inside.size,
    insidePaired: used.size,
    paperRule: paperFigures(home, clock, perceived),
    law: law.name,
    stream:
      records.length === 0
        ? null
        : {
            records: units.count,
            missingBytes: sum('missingBytes'),
            skippedBytes: sum('skippedBytes'),
          },
  };
}

/** The paper's rule on the data packets, by a clock that was set right for it. */
function paperFigures(
  home: Home,
  { startTime, offsetSeconds, driftPpm }: ClockFit,
  { view, origin, kind }: ViewWithOrigin,
): Pairing['paperRule'] {
  const pace = 1 + driftPpm / 1e6;
  const time = view.time.map((t) => startTime + (t - startTime - offsetSeconds) / pace);
  const rows = pairByPaper(home, { ...view, time });
  let paired = 0;
  let both = 0;
  let same = 0;
  rows.forEach((row, i) => {
    if (kind[i] !== DATA || row < 0) return;
    paired += 1;
    if (origin[i]! < 0) return;
    both += 1;
    if (origin[i] === row) same += 1;
  });
  return { paired, agreement: both === 0 ? null : same / both };
}
