import type { Home } from '../contract/home';
import { noticedDelay } from '../contract/noticed-delay';
import { DUMMY, FRAGMENT, type Latency, REAL, type ShapingCost } from '../contract/shaping';
import { consequencesOf } from './consequences';
import type { ShapedHome } from './shape-home';
import type { Traffic } from './traffic';

/** A packet that waits longer belongs to a queue that grows: nothing on the Internet waits for that. */
const LONGEST_WAIT = 60;
const MONTH = 30 * 86_400;

/** Packets, bytes and delays of one device, or of all. */
interface Sums {
  beforePackets: number;
  beforeBytes: number;
  packets: number;
  bytes: number;
  delays: Float64Array;
}

/** What a shaping costs: the home as a whole, and each device. */
export function costOf({ before, traffic, original }: ShapedHome): ShapingCost {
  const last = before.count - 1;
  const seconds = Math.max(1e-6, (before.time[last] as number) - (before.time[0] as number));
  const leaves = leaveTimes(before, traffic);
  const delays = leaves.map((time, i) => Math.max(0, time - (before.time[i] as number)));
  const all = sums(before, traffic, delays, null);
  const kinds = [0, 0, 0];
  for (const kind of traffic.kind) kinds[kind]!++;
  const home = sums(before, traffic, delays, -1, true);
  const fields = fieldsOf(all, seconds, peakOf(before, leaves));
  const devices = devicesOf(original, before, traffic, delays, leaves, seconds);
  return {
    ...fields,
    seconds,
    before: { packets: all.beforePackets, bytes: all.beforeBytes },
    after: { packets: all.packets, bytes: all.bytes },
    kinds: {
      real: kinds[REAL] as number,
      dummy: kinds[DUMMY] as number,
      fragment: kinds[FRAGMENT] as number,
    },
    devices,
    homeDummies: { packets: home.packets, bytes: home.bytes },
    consequences: consequencesOf(noticedDelay({ ...fields, devices }), fields.feasible),
  };
}

/** When each packet of before has left, with its last piece. */
function leaveTimes(before: Traffic, after: Traffic): Float64Array {
  const last = before.count === 0 ? 0 : (before.source[before.count - 1] as number);
  const place = new Int32Array(last + 1).fill(-1);
  for (let i = 0; i < before.count; i++) place[before.source[i] as number] = i;
  const leaves = before.time.slice();
  for (let row = 0; row < after.count; row++) {
    if (after.kind[row] === DUMMY) continue;
    const at = place[after.source[row] as number] as number;
    const time = after.time[row] as number;
    if (time > (leaves[at] as number)) leaves[at] = time;
  }
  return leaves;
}

function sums(
  before: Traffic,
  after: Traffic,
  delays: Float64Array,
  owner: number | null,
  dummiesAlone = false,
): Sums {
  const found: Sums = {
    ...{ beforePackets: 0, beforeBytes: 0, packets: 0, bytes: 0 },
    delays: new Float64Array(0),
  };
  for (let i = 0; i < before.count; i++) {
    if (owner !== null && before.owner[i] !== owner) continue;
    found.beforePackets++;
    found.beforeBytes += before.size[i] as number;
  }
  for (let row = 0; row < after.count; row++) {
    if (owner !== null && after.owner[row] !== owner) continue;
    if (dummiesAlone && after.kind[row] !== DUMMY) continue;
    found.packets++;
    found.bytes += after.size[row] as number;
  }
  found.delays = delays.filter((_, i) => owner === null || before.owner[i] === owner);
  return found;
}

function fieldsOf(found: Sums, seconds: number, peakQueue: number) {
  const { beforePackets, beforeBytes, packets, bytes } = found;
  const latencySeconds = latencyOf(found.delays);
  const added = bytes - beforeBytes;
  return {
    bytesRatio: beforeBytes === 0 ? 1 : bytes / beforeBytes,
    packetsRatio: beforePackets === 0 ? 1 : packets / beforePackets,
    addedBytesPerSecond: added / seconds,
    addedGigabytesPerMonth: ((added / seconds) * MONTH) / 1e9,
    latencySeconds,
    peakQueue,
    feasible: latencySeconds.max <= LONGEST_WAIT,
  };
}

/** Quantiles are the smallest delay that so many do not exceed. */
function latencyOf(delays: Float64Array): Latency {
  const sorted = delays.slice().sort();
  const at = (share: number): number =>
    sorted.length === 0 ? 0 : (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number);
  const mean =
    sorted.length === 0 ? 0 : sorted.reduce((sum, delay) => sum + delay, 0) / sorted.length;
  return { mean, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** Most packets that have come and not left at a time. */
function peakOf({ time }: Pick<Traffic, 'time'>, leaves: Float64Array): number {
  const gone = leaves.slice().sort();
  let peak = 0;
  for (let i = 0, left = 0; i < time.length; i++) {
    while (left < gone.length && (gone[left] as number) <= (time[i] as number)) left++;
    peak = Math.max(peak, i + 1 - left);
  }
  return peak;
}

function devicesOf(
  { devices }: Home,
  before: Traffic,
  after: Traffic,
  delays: Float64Array,
  leaves: Float64Array,
  seconds: number,
): ShapingCost['devices'] {
  return devices.flatMap(({ device, type }, owner) => {
    const found = sums(before, after, delays, owner);
    if (found.beforePackets === 0) return [];
    const own = (_: number, i: number): boolean => before.owner[i] === owner;
    const peak = peakOf({ time: before.time.filter(own) }, leaves.filter(own));
    return [{ device, type, ...fieldsOf(found, seconds, peak) }];
  });
}
