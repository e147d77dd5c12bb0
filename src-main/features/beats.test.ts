import { describe, expect, it } from 'vitest';
import { NON_IOT } from '../contract/home';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { BeatFit } from './beat-fit';
import { wholeOf } from './each-packet';
import { findBeats, periodOf } from './find-beats';

/** Times of packets every `period` seconds, each off by at most `jitter`, some left out. */
function beating(period: number, jitter: number, count: number, seed: number): number[] {
  const random = new Random(seed);
  return Array.from(
    { length: count },
    (_, i) => i * period + random.between(-jitter, jitter),
  ).filter(() => random.integer(10) > 0);
}

function viewOf(times: readonly number[], length: (i: number) => number): View {
  const count = times.length;
  return {
    vantage: 'wireguard',
    count,
    time: Float64Array.from(times),
    length: Uint32Array.from({ length: count }, (_, i) => length(i)),
    direction: new Uint8Array(count),
    serverPort: null,
    protocols: null,
  };
}

describe('a period', () => {
  it.each([
    [15, 0.02],
    [60, 0.01],
    [60.18, 0.05],
    [1829.6, 0.05],
    [3600, 0.03],
  ])('of %d s is found, off by %d s at times', (period, jitter) => {
    expect(periodOf(beating(period, jitter, 60, 4))).toBeCloseTo(period, 1);
  });

  it('is found where other packets of the kind come at any time', () => {
    const random = new Random(2);
    const others = Array.from({ length: 60 }, () => random.between(0, 6000));
    expect(periodOf([...beating(60, 0.02, 100, 1), ...others].sort((a, b) => a - b))).toBeCloseTo(
      60,
      1,
    );
  });

  it('is none where packets come at any time, or are few', () => {
    const random = new Random(6);
    const times = Array.from({ length: 200 }, () => random.between(0, 100_000)).sort(
      (a, b) => a - b,
    );
    expect(periodOf(times)).toBeNull();
    expect(periodOf(beating(60, 0.01, 10, 1))).toBeNull();
  });

  it('belongs to a class and a kind; phones have none', () => {
    const times = beating(60, 0.01, 50, 9);
    const view = viewOf(times, () => 130);
    const classes = ['hub', NON_IOT];
    const [beat, ...more] = findBeats(view, new Uint16Array(view.count), classes);
    expect(more).toEqual([]);
    expect(beat).toMatchObject({ type: 'hub', length: 130, direction: 0, serverPort: null });
    expect(findBeats(view, new Uint16Array(view.count).fill(1), classes)).toEqual([]);
    expect(findBeats(view, new Uint16Array(view.count).fill(0xffff), classes)).toEqual([]);
  });
});

describe('the fit of a packet to the beats', () => {
  const random = new Random(12);
  const times = [...beating(60, 0.02, 80, 1), ...beating(61.5, 0.3, 80, 2)].sort((a, b) => a - b);
  const view = viewOf(times, () => 100 + random.integer(2));
  const beats = [
    { type: 'hub', length: 100, direction: 0, serverPort: null, period: 60 },
    { type: 'lock', length: 100, direction: 0, serverPort: null, period: 61.5 },
    { type: 'lock', length: 101, direction: 0, serverPort: null, period: 900 },
  ];

  it('is that of the nearest packets of the kind, found one by one', () => {
    const fit = new BeatFit(view, beats, wholeOf(view));
    for (let i = 0; i < view.count; i++) {
      const given = Float32Array.from([2, 2, -1, -1, 2, 2, -1, -1]);
      fit.write(i, given, 0);
      const expected = [0, 1].flatMap((place) => {
        const beat = beats.find(
          ({ type, length }) => type === ['hub', 'lock'][place] && length === view.length[i],
        );
        if (!beat) return [2, 2, -1, -1];
        const miss = (periods: number): number => {
          const due = times[i]! + periods * beat.period;
          const misses = times
            .filter((_, j) => view.length[j] === beat.length)
            .map((time) => time - due)
            .filter((off) => Math.abs(off) < 2);
          return misses.sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 2;
        };
        const around = [-4, -3, -2, -1, 1, 2, 3, 4].filter(
          (periods) => Math.abs(periods) * beat.period <= 3610,
        );
        const kept = (within: (periods: number) => number): number =>
          around.filter((periods) => Math.abs(miss(periods)) < within(Math.abs(periods))).length;
        return [miss(-1), miss(1), kept((n) => 0.03 + 0.02 * n), kept((n) => 0.15 + 0.1 * n)];
      });
      expect(given).toEqual(Float32Array.from(expected));
    }
  });
});
