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
        const { learn, ask } = splitStreamsByTime(streams, moments);
        const packets = packetsOf(streams);
        const learned = packets.filter(({ time }) => time < 1600);
        expect([...learn.view.length]).toEqual(learned.map(({ length }) => length));
        const after = packets.filter(({ time }) => time >= 1700);
        expect([...ask.view.length]).toEqual(after.map(({ length }) => length));
        const open = (stream: number, connection: number): boolean =>
          learned.some((one) => one.stream === stream && one.connection === connection);
        const asked = after.filter(
          ({ device, stream, connection }) => device >= 0 && !open(stream, connection),
        );
        expect(marked(ask)).toEqual(asked.map(({ length }) => length));
      }),
    );
  });

  it('keeps devices, intervals and everything else of a stream, with a pause before the next', () => {
    const streams = streamsOf([200, 0, 300], 7);
    const { learn } = splitStreamsByTime(streams, { trainEndTime: 1e9, testStartTime: 1e9 });
    expect(learn.view.count).toBe(500);
    const first = learn.view.time.subarray(0, 200);
    expect(first).toEqual(streams[0]?.view.time);
    const second = learn.view.time.subarray(200);
    const shift = (second[0] as number) - (streams[2]?.view.time[0] as number);
    second.forEach((time, i) =>
      expect(time - shift).toBeCloseTo(streams[2]?.view.time[i] as number, 6),
    );
    // Features look at four periods of an hour at the most.
    expect((second[0] as number) - (first[199] as number)).toBeGreaterThan(5 * 3610);
    expect([...learn.devices]).toEqual(streams.flatMap(({ devices }) => [...devices]));
    expect([...learn.view.direction]).toEqual(streams.flatMap(({ view }) => [...view.direction]));
    expect([...(learn.view.serverPort as Uint16Array)]).toEqual(
      streams.flatMap(({ view }) => [...(view.serverPort as Uint16Array)]),
    );
  });
});

describe('the random split', () => {
  it('puts every window wholly into one part, four fifths into that which is learned from', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 2, max: 50 }), ({ counts, seed }, window) => {
        const streams = streamsOf(counts, seed);
        const { learn, ask } = splitStreamsAtRandom(streams, window, seed);
        const learned = new Set(marked(learn));
        const asked = new Set(marked(ask));
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
    ask.devices.forEach((device, i) => {
      if (device >= 0) perQuarter[Math.floor(i / 2500)]!++;
    });
    // 20 of 100 windows, 5 a quarter on average; fewer than 1 is next to impossible.
    for (const asked of perQuarter) expect(asked).toBeGreaterThan(50);
  });

  it('draws by its seed', () => {
    const streams = streamsOf([3000], 3);
    const drawn = (seed: number): number[] => marked(splitStreamsAtRandom(streams, 20, seed).ask);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});
