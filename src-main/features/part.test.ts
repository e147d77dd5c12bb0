import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import type { Beat, FeatureSet, PacketKind } from '../contract/learning';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import {
  computeFeatures,
  computeRows,
  contextFeatureSet,
  packetFeatureSet,
  sliceView,
} from './index';

/** Features look no further back than this, in seconds. */
const FURTHEST = 3612;

/** Packets in bursts and pauses, of a few kinds, many at the same moment. */
function burstyView(count: number, seed: number, withPorts: boolean): View {
  const random = new Random(seed);
  const pauses = [0, 0, 0.001, 0.02, 0.9, 1, 10, 59, 60, 600, 2000];
  let now = 1.5e9;
  const columns = { time: new Float64Array(count), port: new Uint16Array(count) };
  for (let i = 0; i < count; i++) {
    // Seconds of which all sums are exact, so that many lie just at the end of a span.
    now += pauses[random.integer(pauses.length)] as number;
    columns.time[i] = now = Math.round(now * 1024) / 1024;
    columns.port[i] = random.integer(3);
  }
  return {
    vantage: withPorts ? 'napt' : 'wireguard',
    count,
    time: columns.time,
    length: Uint32Array.from({ length: count }, () => 60 + random.integer(3)),
    direction: Uint8Array.from({ length: count }, () => random.integer(2)),
    serverPort: withPorts ? columns.port : null,
    protocols: withPorts ? new Uint8Array(count).fill(64) : null,
  };
}

/** Kinds that occur, and one that does not. */
function anchorsOf({ serverPort }: View): PacketKind[] {
  const ports = serverPort ? [1, 2] : [null];
  return [60, 61, 99].flatMap((length) =>
    ports.map((port) => ({ length, direction: length % 2, serverPort: port })),
  );
}

/** Two classes that share a kind, with periods that the pauses of the view make likely. */
function beatsOf({ serverPort }: View): Beat[] {
  const kind = { length: 60, direction: 1, serverPort: serverPort ? 1 : null };
  return [
    { type: 'lamp', ...kind, period: 10 },
    { type: 'plug', ...kind, period: 600 },
    { type: 'plug', ...kind, length: 62, period: 2000 },
    { type: 'plug', ...kind, direction: 0, period: 3610 },
  ];
}

function contextOf(view: View): FeatureSet {
  return contextFeatureSet(view, { anchors: anchorsOf(view), beats: beatsOf(view) });
}

const parts = fc.record({
  count: fc.integer({ min: 1, max: 300 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  withPorts: fc.boolean(),
  from: fc.nat(),
  rows: fc.nat(),
  ahead: fc.constantFrom(0, 0.5, 1, 10, 60, Number.POSITIVE_INFINITY),
});

/** Matchers of whole matrices take seconds. */
function isSame(one: Float32Array, other: Float32Array): boolean {
  return one.length === other.length && one.every((value, i) => value === other[i]);
}

it('any part has the rows that all packets together have', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async ({ count, seed, withPorts, from: any, rows, ahead }) => {
      const view = burstyView(count, seed, withPorts);
      const from = any % count;
      const end = from + (rows % (count - from + 1));
      const sets = [contextOf(view), packetFeatureSet(view)];
      for (const set of sets) {
        const whole = await computeFeatures(view, set, quietJob, { from: 0, end: count, ahead });
        const part = await computeFeatures(view, set, quietJob, { from, end, ahead });
        expect(part.rows).toBe(end - from);
        const { columns } = whole;
        expect(isSame(part.values, whole.values.subarray(from * columns, end * columns))).toBe(
          true,
        );
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

it('the hour before a part and its seconds ahead are all of the view that it needs', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async ({ count, seed, withPorts, from: any, rows, ahead }) => {
      const view = burstyView(count, seed, withPorts);
      const from = any % count;
      const end = from + 1 + (rows % (count - from));
      const { time } = view;
      const set = contextOf(view);
      const whole = await computeFeatures(view, set, quietJob, { from: 0, end: count, ahead });
      // The neighbours on each side are looked at however long ago they were.
      const near = time.findIndex((at) => at >= time[from]! - FURTHEST);
      const first = Math.max(0, Math.min(near, from - 6));
      const until = time.findIndex((at) => at > time[end - 1]! + ahead);
      const slice = sliceView(view, first, until < 0 ? count : until);
      const part = { from: from - first, end: end - first, ahead };
      const { values } = await computeFeatures(slice, set, quietJob, part);
      const { columns } = whole;
      expect(isSame(values, whole.values.subarray(from * columns, end * columns))).toBe(true);
    }),
    { numRuns: 200, seed: 1 },
  );
});

it('chosen packets have the rows that all packets together have, across the parts', async () => {
  const view = burstyView(70_000, 5, false);
  const set = contextOf(view);
  const whole = await computeFeatures(view, set, quietJob);
  const chosen = Int32Array.from([0, 3, 65_535, 65_536, 65_537, 69_999]);
  const { rows, columns, values } = await computeRows(view, set, chosen, quietJob);
  expect(rows).toBe(chosen.length);
  chosen.forEach((packet, row) => {
    const expected = whole.values.subarray(packet * columns, (packet + 1) * columns);
    expect(isSame(values.subarray(row * columns, (row + 1) * columns), expected)).toBe(true);
  });
});

it('a set that sees so many seconds ahead is as a part that does', async () => {
  const view = burstyView(300, 6, true);
  const learned = { anchors: anchorsOf(view), beats: beatsOf(view) };
  const part = { from: 0, end: view.count, ahead: 10 };
  const all = contextFeatureSet(view, learned);
  const short = contextFeatureSet(view, { ...learned, ahead: 10 });
  const { values } = await computeFeatures(view, short, quietJob);
  expect(isSame(values, (await computeFeatures(view, all, quietJob, part)).values)).toBe(true);
  expect(isSame(values, (await computeFeatures(view, all, quietJob)).values)).toBe(false);
});
