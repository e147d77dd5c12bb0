import { HomeMoleError } from '../contract/errors';
import type { Home } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import { packetColumns } from '../contract/packet-table';
import { Random } from '../contract/random';
import { DUMMY, type PlacedStep, REAL } from '../contract/shaping';
import type { ShapingStep } from '../contract/shaping-parameters';
import { formatShaping } from '../contract/shaping-text';
import type { VantageName } from '../contract/vantage';
import { emptyTable, selectColumn } from '../packets';
import { markThrough, throughRouter } from '../vantage';
import { expectedPackets, MOST_PACKETS } from './expected-packets';
import { largestAt, placeStep } from './place';
import { runStep } from './run-step';
import { type Traffic, TrafficWriter } from './traffic';

/** A home after shaping, and the way back. */
export interface ShapedHome {
  /**
   * What crosses the gateway now, for `viewHome`; `device` is -1 for dummies, whose device is no one's truth.
   */
  readonly home: Home;
  /** Row by row of `home.packets`: what it is, whose, and which row of `before.packets` it carries. */
  readonly traffic: Traffic;
  /** The same before: only what crosses the gateway, in its rows of `original.packets`. */
  readonly before: Traffic;
  readonly original: Home;
  readonly steps: readonly PlacedStep[];
  readonly largest: number;
}

/**
 * Applies a shaping to what crosses the gateway, before the vantage's own law. What stays in the LAN is left
 * out.
 * @param seed Same seed, same packets; another gives the adversary's own random numbers.
 * @throws HomeMoleError `shaping-impossible`, `shaping-too-large`, `no-internet-packets`
 */
export function shapeHome(
  home: Home,
  steps: readonly ShapingStep[],
  vantage: VantageName,
  seed: number,
): ShapedHome {
  const original = throughRouter(home);
  const before = trafficOf(original);
  if (before.count === 0) {
    throw new HomeMoleError('no-internet-packets', { packets: home.packets.count });
  }
  const placed = steps.map((step) => placeStep(step, vantage));
  const largest = largestAt(vantage);
  const context = {
    largest,
    start: before.time[0] as number,
    end: before.time[before.count - 1] as number,
    flowOf: flowsOf(original.packets),
  };
  const random = new Random(seed).fork(0x5a);
  let traffic = before;
  steps.forEach((step, i) => {
    const packets = expectedPackets(traffic, step, home.devices.length);
    if (packets > MOST_PACKETS) {
      const shaping = formatShaping([step]);
      throw new HomeMoleError('shaping-too-large', {
        shaping,
        packets: Math.round(packets),
        most: MOST_PACKETS,
      });
    }
    traffic = runStep(traffic, step, placed[i] as PlacedStep, original, context, random.fork(i));
  });
  const shaped = homeOf(original, traffic);
  return { home: shaped, traffic, before, original, steps: placed, largest };
}

/** The packets that cross the gateway; of jumbo ones as many bytes as an IP packet can have. */
export function trafficOf({ packets, internet, direction, device }: Home): Traffic {
  let count = 0;
  for (let row = 0; row < packets.count; row++) count += internet[row] as number;
  const traffic = new TrafficWriter(count);
  let last = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] !== 1) continue;
    // Captures may go back by a little; a queue cannot.
    last = Math.max(last, packets.time[row] as number);
    const size = Math.min(0xffff, packets.ipLength[row] as number);
    traffic.add(last, size, direction[row] as number, device[row] as number, row, REAL);
  }
  return traffic.take();
}

const copied = [
  'payloadLength',
  'ipProtocol',
  'sourcePort',
  'destinationPort',
  'protocols',
] as const;
const addressed = ['sourceAddress', 'destinationAddress'] as const;

/** The home whose packets are these; headers are those of the packets they carry. */
function homeOf(original: Home, traffic: Traffic): Home {
  const { count, source, kind } = traffic;
  const ipLength = Uint32Array.from(traffic.size);
  const columns: Record<string, unknown> = {};
  for (const [name, Column] of Object.entries(packetColumns)) columns[name] = new Column(count);
  for (const name of copied) columns[name] = column(original.packets, name, source, 0);
  for (const name of addressed) columns[name] = column(original.packets, name, source, -1);
  const length = ipLength.map((bytes) => bytes + 14);
  const packets = {
    ...original.packets,
    ...columns,
    count,
    time: traffic.time,
    length,
    ipLength,
    clear: emptyTable().clear,
    names: [],
  } as PacketTable;
  return markThrough({
    ...original,
    packets,
    device: source.map((row, i) => (kind[i] === DUMMY ? -1 : (original.device[row] as number))),
    direction: traffic.direction,
    internet: new Uint8Array(count).fill(1),
  });
}

function column<K extends (typeof copied)[number] | (typeof addressed)[number]>(
  packets: PacketTable,
  name: K,
  source: Int32Array,
  none: number,
): PacketTable[K] {
  const values = selectColumn(packets, name, source);
  for (let i = 0; i < source.length; i++) if ((source[i] as number) < 0) values[i] = none;
  return values;
}

/** Numbers of connections by both ends, protocol and ports. */
function flowsOf(packets: PacketTable): (row: number) => number {
  return (row) => {
    if (row < 0) return -1;
    const one =
      (packets.sourceAddress[row] as number) * 65536 + (packets.sourcePort[row] as number);
    const other =
      (packets.destinationAddress[row] as number) * 65536 +
      (packets.destinationPort[row] as number);
    const [low, high] = one < other ? [one, other] : [other, one];
    return (
      ((low * 31 + high) * 257 + (packets.ipProtocol[row] as number)) % Number.MAX_SAFE_INTEGER
    );
  };
}
