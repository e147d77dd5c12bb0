import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { computeFeatures, contextFeatureSet, packetFeatureSet, sliceView } from './index';

/** Features look no further back than this, in seconds. */
const HOUR = 3600;

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

const parts = fc.record({
  count: fc.integer({ min: 1, max: 300 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
  withPorts: fc.boolean(),
  from: fc.nat(),
  rows: fc.nat(),
  ahead: fc.constantFrom(0, 0.5, 1, 10, 60, Number.POSITIVE_INFINITY),
});

it('any part has the rows that all packets together have', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async ({ count, seed, withPorts, from: any, rows, ahead }) => {
      const view = burstyView(count, seed, withPorts);
      const from = any % count;
      const end = from + (rows % (count - from + 1));
      for (const set of [contextFeatureSet(view), packetFeatureSet(view)]) {
        const whole = await computeFeatures(view, set, quietJob, { from: 0, end: count, ahead });
        const part = await computeFeatures(view, set, quietJob, { from, end, ahead });
        expect(part.rows).toBe(end - from);
        const { columns } = whole;
        expect(part.values).toEqual(whole.values.subarray(from * columns, end * columns));
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

it('an hour before a part and its seconds ahead are all of the view that it needs', async () => {
  await fc.assert(
    fc.asyncProperty(parts, async ({ count, seed, withPorts, from: any, rows, ahead }) => {
      const view = burstyView(count, seed, withPorts);
      const from = any % count;
      const end = from + 1 + (rows % (count - from));
      const { time } = view;
      const set = contextFeatureSet(view);
      const whole = await computeFeatures(view, set, quietJob, { from: 0, end: count, ahead });
      // The neighbours on each side are looked at however long ago they were.
      const near = time.findIndex((at) => at >= time[from]! - HOUR);
      const first = Math.max(0, Math.min(near, from - 6));
      const until = time.findIndex((at) => at > time[end - 1]! + ahead);
      const slice = sliceView(view, first, until < 0 ? count : until);
      const part = { from: from - first, end: end - first, ahead };
      const { values } = await computeFeatures(slice, set, quietJob, part);
      const { columns } = whole;
      expect(values).toEqual(whole.values.subarray(from * columns, end * columns));
    }),
    { numRuns: 200, seed: 1 },
  );
});
