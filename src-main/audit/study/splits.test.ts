import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { splitStreamsAtRandom, splitStreamsByTime } from './splits';
import type { Stream } from './streams';

const DEVICES = 5;

/** Every packet of all streams has a length of its own, so that it is known again in a part. */
function streamsOf(counts: readonly number[], seed: number): Stream[] {
  const random = new Random(seed);
  let length = 0;
  return counts.map((count) => {
    let now = 1000 + random.between(0, 500);
    const time = Float64Array.from({ length: count }, () => (now += random.exponential(3)));
    return {
      view: {
        vantage: 'napt',
        count,
        time,
        length: Uint32Array.from({ length: count }, () => length++),
        direction: Uint8Array.from({ length: count }, () => random.integer(2)),
        serverPort: Uint16Array.from({ length: count }, () => random.integer(4)),
        protocols: new Uint8Array(count),
      },
      devices: Int32Array.from({ length: count }, () => random.integer(DEVICES + 1) - 1),
      connections: Int32Array.from(
        time,
        (moment) =>
          // Connections of some minutes that overlap, each number used once.
          Math.floor(moment / 300) * 4 + random.integer(3),
      ),
    };
  });
}

const shapes = fc.record({
  counts: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 4 }),
  seed: fc.integer({ min: 1, max: 1e6 }),
});

/** The lengths of the packets that have a device: which packets they are. */
function marked({ view, devices }: { view: Stream['view']; devices: Int32Array }): number[] {
  return [...view.length].filter((_, i) => (devices[i] as number) >= 0);
}

function packetsOf(streams: readonly Stream[]) {
  return streams.flatMap(({ view, devices, connections }, stream) =>
    [...view.length].map((length, i) => ({
      ...{ stream, length, time: view.time[i] as number },
      ...{ device: devices[i] as number, connection: connections[i] as number },
    })),
  );
}

describe('the split by time', () => {
  const moments = { trainEndTime: 1600, testStartTime: 1700 };

  it('learns from what lies before its end, and asks about what lies after the gap', () => {
    fc.assert(
      fc.property(shapes, ({ counts, seed }) => {
        const streams = streamsOf(counts, seed);
        const { learn, ask } = splitStreamsByTime(streams, moments, 20);
        const packets = packetsOf(streams);
        const learned = packets.filter(({ time }) => time < 1600);
        const inOrder = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
        expect(inOrder(learn.view.length)).toEqual(learned.map(({ length }) => length));
        const after = packets.filter(({ time }) => time >= 1700);
        expect(ask.flatMap(({ view }) => [...view.length])).toEqual(
          after.map(({ length }) => length),
        );
        const open = (stream: number, connection: number): boolean =>
          learned.some((one) => one.stream === stream && one.connection === connection);
        const asked = after.filter(
          ({ device, stream, connection }) => device >= 0 && !open(stream, connection),
        );
        expect(ask.flatMap(marked)).toEqual(asked.map(({ length }) => length));
      }),
    );
  });

  it('keeps one stream as it is', () => {
    const [stream] = streamsOf([400], 7) as [Stream];
    const after = { trainEndTime: 1e9, testStartTime: 1e9 };
    const { learn } = splitStreamsByTime([stream], after, 20);
    expect(learn.view).toEqual(stream.view);
    expect(learn.devices).toEqual(stream.devices);
  });

  it('puts several in two rounds, so that the last tenth has something of each', () => {
    const streams = streamsOf([200, 0, 310], 7);
    const after = { trainEndTime: 1e9, testStartTime: 1e9 };
    const { learn } = splitStreamsByTime(streams, after, 20);
    const [one, , other] = streams as [Stream, Stream, Stream];
    // Nine tenths of 200 and of 310, in whole windows of 20; then the rests.
    const pieces = [
      [one, 0, 180],
      [other, 0, 260],
      [one, 180, 200],
      [other, 260, 310],
    ] as const;
    expect(learn.view.count).toBe(510);
    let at = 0;
    for (const [{ view, devices }, from, end] of pieces) {
      const [first, last] = [at, at + end - from];
      const { time, length, direction, serverPort } = learn.view;
      expect(length.subarray(first, last)).toEqual(view.length.subarray(from, end));
      expect(direction.subarray(first, last)).toEqual(view.direction.subarray(from, end));
      expect(serverPort?.subarray(first, last)).toEqual(view.serverPort?.subarray(from, end));
      expect(learn.devices.subarray(first, last)).toEqual(devices.subarray(from, end));
      const shift = (time[first] as number) - (view.time[from] as number);
      for (let i = from; i < end; i++) {
        expect((time[first + i - from] as number) - shift).toBeCloseTo(view.time[i] as number, 6);
      }
      // Features look at hours of the beat at the most.
      const pause = first === 0 ? Infinity : (time[first] as number) - (time[first - 1] as number);
      expect(pause).toBeGreaterThan(5 * 3610);
      at = last;
    }
  });
});

describe('the random split', () => {
  it('puts every window wholly into one part, four fifths into that which is learned from', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 2, max: 50 }), ({ counts, seed }, window) => {
        const streams = streamsOf(counts, seed);
        const { learn, ask } = splitStreamsAtRandom(streams, window, seed);
        const learned = new Set(marked(learn));
        const asked = new Set(ask.flatMap(marked));
        let windows = 0;
        let ofLearned = 0;
        let unknown = 0;
        for (const { view, devices } of streams) {
          for (let start = 0; start < view.count; start += window) {
            const members = [...view.length.subarray(start, start + window)].filter(
              (_, i) => (devices[start + i] as number) >= 0,
            );
            const inLearned = members.filter((one) => learned.has(one)).length;
            const inAsked = members.filter((one) => asked.has(one)).length;
            if (start + window > view.count) {
              expect([inLearned, inAsked]).toEqual([0, 0]);
              continue;
            }
            windows++;
            if (members.length === 0) unknown++;
            else expect([inLearned, inAsked].sort((a, b) => a - b)).toEqual([0, members.length]);
            if (inLearned > 0) ofLearned++;
          }
        }
        expect(Math.abs(ofLearned - Math.round(windows * 0.8))).toBeLessThanOrEqual(unknown);
      }),
    );
  });

  it('really mixes: windows of either part lie all over the time', () => {
    const [stream] = streamsOf([10_000], 3) as [Stream];
    const { ask } = splitStreamsAtRandom([stream], 100, 1);
    const perQuarter = [0, 0, 0, 0];
    ask[0]?.devices.forEach((device, i) => {
      if (device >= 0) perQuarter[Math.floor(i / 2500)]!++;
    });
    // 20 of 100 windows, 5 a quarter on average; fewer than 1 is next to impossible.
    for (const asked of perQuarter) expect(asked).toBeGreaterThan(50);
  });

  it('draws by its seed', () => {
    const streams = streamsOf([3000], 3);
    const drawn = (seed: number): number[] =>
      splitStreamsAtRandom(streams, 20, seed).ask.flatMap(marked);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});
