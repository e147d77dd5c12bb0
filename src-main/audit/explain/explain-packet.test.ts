import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import type { FeatureSet } from '../../contract/learning';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { openLabeller, type PacketLabeller } from '../../inference';
import { trainAdversary } from '../adversary';
import { explainPacket } from './explain-packet';

const lengths = [90, 154, 410, 902, 1434];
const LONG = 800;

/** Packets a second or so apart, of any length and direction: nothing but what a test says tells a class. */
function stream(count: number, seed: number): View {
  const random = new Random(seed);
  let now = 1_560_000_000;
  return {
    vantage: 'wireguard',
    count,
    time: Float64Array.from({ length: count }, () => (now += random.between(0.2, 1.8))),
    length: Uint32Array.from({ length: count }, () => random.pick(lengths)),
    direction: Uint8Array.from({ length: count }, () => random.integer(2)),
    serverPort: null,
    protocols: null,
  };
}

const afterLong = ({ length }: View, packet: number): boolean =>
  packet > 0 && (length[packet - 1] as number) > LONG;
const isLong = ({ length }: View, packet: number): boolean => (length[packet] as number) > LONG;

/** A labeller by a rule, 90 % sure of itself. */
function byRule(rule: (view: View, packet: number) => boolean): PacketLabeller {
  return {
    classes: ['camera', 'plug'],
    label: (view, { from, end }) => {
      const says = Array.from({ length: end - from }, (_, i) => rule(view, from + i));
      return Promise.resolve({
        rows: end - from,
        classes: 2,
        label: Uint16Array.from(says, (camera) => (camera ? 0 : 1)),
        probability: Float32Array.from(
          says.flatMap((camera) => (camera ? [0.9, 0.1] : [0.1, 0.9])),
        ),
      });
    },
    release: () => Promise.resolve(),
  };
}

const context: FeatureSet = {
  kind: 'context',
  neighbours: 6,
  withPorts: false,
  anchors: [],
  beats: [],
  ahead: null,
  classWeights: [],
  columns: [],
};
const packetAlone: FeatureSet = { kind: 'packet', ports: [], columns: [] };

async function trained(model: 'forest' | 'best', rule: (view: View, packet: number) => boolean) {
  const view = stream(4000, 1);
  const labels = Uint16Array.from(view.length.keys(), (i) => (rule(view, i) ? 0 : 1));
  const part = { view, labels, classes: ['camera', 'plug'] };
  const adversary = await trainAdversary(
    part,
    { model, seed: 1, workerEntry: undefined, threads: 1 },
    quietJob,
  );
  return { labeller: await openLabeller(adversary), features: adversary.features, window: 100 };
}

/** A packet in the middle for which a rule says what is wanted. */
function packetWhere(view: View, says: (packet: number) => boolean): number {
  return Array.from(view.time.keys()).find((i) => i > 300 && says(i)) as number;
}

describe('an explanation by occlusion', () => {
  it('names the packet before, by as much as packets drawn from the view would change the label', async () => {
    const view = stream(2000, 2);
    const packet = packetWhere(view, (i) => afterLong(view, i));
    const before = { ...view, length: view.length.slice(), time: view.time.slice() };
    const explainer = { labeller: byRule(afterLong), features: context, window: 100 };
    const told = await explainPacket(explainer, view, packet, quietJob);
    expect(told).toMatchObject({ label: 'camera', together: { without: 'plug' } });
    expect(told.probability).toBeCloseTo(0.9, 6);
    const [first, ...others] = told.packets;
    expect(first).toMatchObject({ offset: -1, length: view.length[packet - 1] });
    expect(first!.seconds).toBeCloseTo(view.time[packet - 1]! - view.time[packet]!, 5);
    // Three of five lengths are short; each takes 0.8 away. Eight are drawn: whole eighths of it.
    expect(first!.effect / 0.1).toBeCloseTo(Math.round(first!.effect / 0.1), 4);
    expect(first!.effect).toBeGreaterThan(0.2);
    expect(others.every(({ effect }) => effect === 0)).toBe(true);
    expect(told.own.map(({ feature, effect }) => [feature, effect])).toEqual([
      ['length', 0],
      ['direction', 0],
      ['interval', 0],
    ]);
    expect(view.length).toEqual(before.length);
    expect(view.time).toEqual(before.time);
  });

  it('looks at every packet of a recurrent model’s window, and at no other', async () => {
    const view = stream(1000, 3);
    const features: FeatureSet = { kind: 'sequence', ports: [], buckets: 0, columns: [] };
    const seen: number[] = [];
    // Windows begin at whole multiples, wherever the view is cut.
    const rule = (one: View, i: number): boolean => {
      seen.push(i % 50);
      return (one.length[i - (i % 50)] as number) > LONG;
    };
    const first = packetWhere(view, (i) => i % 50 === 0 && isLong(view, i));
    const told = await explainPacket(
      { labeller: byRule(rule), features, window: 50 },
      view,
      first + 20,
      quietJob,
    );
    expect(new Set(seen)).toEqual(new Set([20]));
    expect(told.packets.map(({ offset }) => offset).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i - 20).filter((offset) => offset !== 0),
    );
    expect(told.packets[0]).toMatchObject({ offset: -20, without: 'plug' });
    expect(told.packets.slice(1).every(({ effect }) => effect === 0)).toBe(true);
  });

  it('tells that nothing alone decides where two packets say the same', async () => {
    const view = stream(2000, 4);
    const either = (one: View, i: number): boolean => afterLong(one, i) || afterLong(one, i - 1);
    const packet = packetWhere(view, (i) => afterLong(view, i) && afterLong(view, i - 1));
    const explainer = { labeller: byRule(either), features: context, window: 100 };
    const told = await explainPacket(explainer, view, packet, quietJob);
    expect(told.packets.every(({ effect }) => effect === 0)).toBe(true);
    expect(told.together!.effect).toBeGreaterThan(0.1);
  });

  it('ranks the packet before first for a context forest that could learn by it alone', async () => {
    const explainer = await trained('best', afterLong);
    const view = stream(2000, 5);
    for (const wanted of [true, false]) {
      const packet = packetWhere(view, (i) => afterLong(view, i) === wanted);
      const told = await explainPacket(explainer, view, packet, quietJob);
      expect(told.label).toBe(wanted ? 'camera' : 'plug');
      expect(told.packets[0]!.offset).toBe(-1);
      expect(told.packets[0]!.effect).toBeGreaterThan(2 * Math.abs(told.packets[1]!.effect));
    }
    await explainer.labeller.release();
  });

  it('names no neighbour for a forest that looks at the packet alone', async () => {
    const explainer = await trained('forest', isLong);
    expect(explainer.features.kind).toBe('packet');
    const view = stream(2000, 6);
    const packet = packetWhere(view, (i) => isLong(view, i));
    const told = await explainPacket(explainer, view, packet, quietJob);
    expect(told).toMatchObject({ packets: [], together: null, rhythm: null, bustle: null });
    const [strongest] = [...told.own].sort((a, b) => b.effect - a.effect);
    expect(strongest).toMatchObject({ feature: 'length', without: 'plug' });
    await explainer.labeller.release();
  });

  it('tells of a rhythm by all packets alike, and of a busy minute by all others', async () => {
    const view = stream(3000, 7);
    const packet = 1500;
    const alike = (one: View, i: number): number =>
      one.length.filter((length, j) => length === one.length[i] && j !== i).length;
    const rhythmical = byRule((one, i) => alike(one, i) > one.count / 10);
    const rhythm = await explainPacket(
      { labeller: rhythmical, features: context, window: 100 },
      view,
      packet,
      quietJob,
    );
    expect(rhythm.rhythm).toMatchObject({ without: 'camera' });
    const within = ({ time, count }: View, i: number): number =>
      Array.from({ length: count }, (_, j) => j).filter((j) => Math.abs(time[j]! - time[i]!) < 60)
        .length;
    const busy = byRule((one, i) => within(one, i) > 70);
    const bustle = await explainPacket(
      { labeller: busy, features: context, window: 100 },
      view,
      packet,
      quietJob,
    );
    expect(bustle.bustle).toMatchObject({ without: 'plug' });
    expect(bustle.bustle!.effect).toBeCloseTo(0.8, 5);
    expect(bustle.packets.every(({ effect }) => effect === 0)).toBe(true);
  });

  it('replaces server port and protocol behind NAPT', async () => {
    const tunnel = stream(1000, 8);
    const random = new Random(9);
    const view: View = {
      ...tunnel,
      vantage: 'napt',
      serverPort: Uint16Array.from(tunnel.length, () => random.pick([443, 8883, 53])),
      protocols: new Uint8Array(tunnel.count),
    };
    const byPort = byRule((one, i) => one.serverPort![i] === 8883);
    const packet = packetWhere(view, (i) => view.serverPort![i] === 8883);
    const explainer = { labeller: byPort, features: packetAlone, window: 100 };
    const told = await explainPacket(explainer, view, packet, quietJob);
    const service = told.own.find(({ feature }) => feature === 'service');
    expect(service).toMatchObject({ without: 'plug' });
    expect(told.own.filter(({ effect }) => effect !== 0)).toEqual([service]);
  });
});
