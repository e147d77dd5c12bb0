import type { Counter } from '../../contract/detection';
import { checkpoint, type Job } from '../../contract/job';
import type { PacketKind } from '../../contract/learning';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { BINS, fillProfileSamples, kindNumbers, learnTelling, matchProfiles } from '../../features';
import { fitRidge } from '../../learning';
import { numberScale } from '../../inference';
import type { DetectorOptions } from './learn-detector';
import { profilesOf, trainParameters } from './learn-network';
import type { TypePackets } from './owners';
import { type Segment, Superposition } from './superpose';

/** Windows that are put together to learn from, and of a later time to choose the epoch by. */
const LEARNED = 1000;
const HELD = 200;
/** Share of the time that is learned from, where some is held out. */
const SHARE = 0.8;
/** Ridge regression's cost of a weight. */
const COST = 1e-4;

/**
 * Learns to count the devices of a type that say something, from windows that are put together of its packets
 * at other times: numbers from 0 to `most`, alike often (Ma et al., section IV-B).
 */
export async function learnCounter(
  view: View,
  type: string,
  packets: TypePackets,
  window: number,
  most: number,
  options: Pick<DetectorOptions, 'method' | 'withPorts' | 'seed'>,
  job: Job,
): Promise<Counter | null> {
  const common = { type, window, most };
  const random = new Random(options.seed).fork(11);
  if (options.method === 'best') {
    const ground = new Superposition(view, packets, window);
    if (ground.size === 0) return null;
    const { kinds } = learnTelling(view, packets.own, options.withPorts)!;
    const { values, truth } = await countCrowds(view, ground, kinds, most, random, job);
    const matrix = { rows: LEARNED, columns: kinds.length, names: [], values };
    // A relative error counts.
    const fit = fitRidge(
      matrix,
      truth,
      truth.map((number) => 1 / (1 + number)),
      COST,
    );
    return { method: 'best', ...common, kinds, weights: [...fit.weights], offset: fit.offset };
  }
  const profiles = await profilesOf(view, packets.rows, options.seed, job);
  const size = BINS * profiles.length;
  const sample = async (part: TypePackets, of: View, count: number, stream: number) => {
    const ground = new Superposition(of, part, window);
    const values = new Uint16Array(count * size);
    const truth = new Float32Array(count);
    for (let i = 0; i < count && ground.size > 0; i += 1) {
      if (i % 5 === 0) await checkpoint(job);
      const draw = random.fork(stream + i);
      const number = draw.integer(most + 1);
      const { view: crowd, end } = ground.draw(number, draw);
      truth[i] = number / numberScale(most);
      const into = values.subarray(i * size, (i + 1) * size);
      fillProfileSamples(matchProfiles(crowd, profiles), [end], window, BINS, into);
    }
    return { count: ground.size > 0 ? count : 0, values, truth };
  };
  const border = view.time[Math.floor(SHARE * (view.count - 1))]!;
  const early = await sample(partOf(view, packets, -Infinity, border), view, LEARNED, 0);
  const late = await sample(partOf(view, packets, border, Infinity), view, HELD, LEARNED);
  if (early.count === 0) return null;
  const network = { bins: BINS, channels: profiles.length, head: 'number' } as const;
  const parameters = await trainParameters(network, early, late, options.seed, job);
  return { method: 'cnn', ...common, profiles, bins: BINS, parameters };
}

/** The type's packets between two moments. */
function partOf({ time }: View, packets: TypePackets, from: number, to: number): TypePackets {
  const within = (row: number): boolean => time[row]! >= from && time[row]! < to;
  return { ...packets, devices: packets.devices.map((rows) => rows.filter(within)) };
}

/**
 * How many packets of each kind there are in windows put together of several devices' packets. Packets of a
 * kind are as many in a crowd as in its parts together, so parts are counted, once each.
 */
async function countCrowds(
  view: View,
  ground: Superposition,
  kinds: readonly PacketKind[],
  most: number,
  random: Random,
  job: Job,
): Promise<{ values: Float32Array; truth: Float64Array }> {
  const columns = kinds.length;
  const values = new Float32Array(LEARNED * columns);
  const truth = new Float64Array(LEARNED);
  const kindOf = kindNumbers(view, kinds);
  const add = (rows: Int32Array, into: Float32Array): Float32Array => {
    for (const row of rows) if (kindOf[row]! >= 0) into[kindOf[row]!]! += 1;
    return into;
  };
  const known = new Map<Segment, Float32Array>();
  for (let i = 0; i < LEARNED; i += 1) {
    if (i % 50 === 0) await checkpoint(job);
    const draw = random.fork(i);
    truth[i] = draw.integer(most + 1);
    const { background, segments } = ground.choose(truth[i]!, draw);
    const sums = add(background, values.subarray(i * columns, (i + 1) * columns));
    for (const segment of segments) {
      const counts = known.get(segment) ?? add(segment.rows, new Float32Array(columns));
      known.set(segment, counts);
      for (let c = 0; c < columns; c += 1) sums[c]! += counts[c]!;
    }
  }
  return { values, truth };
}
