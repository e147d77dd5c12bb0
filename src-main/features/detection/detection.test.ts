import { describe, expect, it } from 'vitest';
import type { Telling } from '../../contract/detection';
import { Random } from '../../contract/random';
import { INBOUND, OUTBOUND, type View } from '../../contract/vantage';
import { learnTelling } from './learn-telling';
import { ownWindow, spokenWindows, windowEnds } from './own-window';
import { memoryOf, tellingMoments } from './telling-moments';
import { tellingPackets } from './telling-packets';
import { windowMatrix } from './window-matrix';

type Packet = readonly [time: number, length: number, direction: 0 | 1, port?: number];

function viewOf(packets: readonly Packet[], withPorts = false): View {
  const sorted = [...packets].sort((one, other) => one[0] - other[0]);
  return {
    vantage: withPorts ? 'napt' : 'wireguard',
    count: sorted.length,
    time: Float64Array.from(sorted, ([time]) => time),
    length: Uint32Array.from(sorted, ([, length]) => length),
    direction: Uint8Array.from(sorted, ([, , direction]) => direction),
    serverPort: withPorts ? Uint16Array.from(sorted, ([, , , port = 0]) => port) : null,
    protocols: null,
  };
}

/** A heartbeat of 90 B every 60 s for two hours, answered by 120 B; noise of 300 B in between. */
const beats = Array.from({ length: 120 }, (_, i): Packet[] => [
  [60 * i, 90, OUTBOUND],
  [60 * i + 0.1, 120, INBOUND],
]).flat();
const noise = Array.from({ length: 500 }, (_, i): Packet => [14.4 * i + 0.05, 300, INBOUND]);
const home = viewOf([...beats, ...noise]);
const own = Uint8Array.from(home.length, (length) => Number(length !== 300));

describe('what tells a type', () => {
  const telling = learnTelling(home, own, true)!;

  it('are its kinds of packets, what follows what, and how often it comes again', () => {
    expect(telling.kinds).toEqual([
      { length: 90, direction: 1, serverPort: null },
      { length: 120, direction: 0, serverPort: null },
    ]);
    expect(telling.pairs).toEqual([[0, 1]]);
    expect(telling.periods.map(({ kind, seconds }) => [kind, Math.round(seconds)]).sort()).toEqual([
      [0, 120],
      [0, 60],
      [1, 120],
      [1, 60],
    ]);
  });

  it('goes by server ports where they are seen and wanted', () => {
    const packets: Packet[] = [
      [0, 90, OUTBOUND, 443],
      [1, 90, OUTBOUND, 8883],
    ];
    const both = Uint8Array.of(1, 1);
    const view = viewOf(packets, true);
    expect(learnTelling(view, both, true)?.kinds.map(({ serverPort }) => serverPort)).toEqual([
      443, 8883,
    ]);
    const without = learnTelling(view, both, false)!;
    expect(without.kinds).toEqual([{ length: 90, direction: 1, serverPort: null }]);
    expect(tellingPackets(view, without.kinds).time).toHaveLength(2);
    expect(learnTelling(view, Uint8Array.of(0, 0), true)).toBeNull();
  });

  it('is counted as by looking at every packet, and never looks ahead', () => {
    const random = new Random(3);
    const packets = Array.from({ length: 3000 }, (): Packet => [
      random.between(0, 600),
      100 + random.integer(3),
      random.integer(2) as 0 | 1,
    ]);
    const some: Telling = {
      kinds: [
        { length: 100, direction: 1, serverPort: null },
        { length: 101, direction: 0, serverPort: null },
      ],
      pairs: [
        [0, 1],
        [1, 1],
      ],
      periods: [
        { kind: 0, seconds: 7 },
        { kind: 1, seconds: 30 },
      ],
    };
    const view = viewOf(packets);
    const found = windowMatrix(tellingMoments(tellingPackets(view, some.kinds), some), [300], 120);
    const all = Array.from(view.time, (time, i) => ({
      time,
      kind: some.kinds.findIndex(
        ({ length, direction }) => length === view.length[i] && direction === view.direction[i],
      ),
    }));
    const inside = all.filter(({ time }) => time >= 180 && time < 300);
    const after = (kind: number, from: number, to: number): boolean =>
      all.some((one) => one.kind === kind && one.time > from && one.time < to);
    const count = (of: (one: (typeof all)[number]) => boolean): number => inside.filter(of).length;
    const beat = (kind: number, seconds: number, times: number): number =>
      count((one) => {
        if (one.kind !== kind) return false;
        const tolerance = Math.max(0.1, 0.004 * seconds);
        return Array.from({ length: times }, (_, i) => i + 1).every((n) =>
          after(
            kind,
            one.time - n * seconds - n * tolerance,
            one.time - n * seconds + n * tolerance,
          ),
        );
      });
    expect([...found.values]).toEqual([
      count(({ kind }) => kind === 0),
      count(({ kind }) => kind === 1),
      count(({ kind, time }) => kind === 1 && after(0, time - 0.5, time)),
      count(({ kind, time }) => kind === 1 && after(1, time - 0.5, time)),
      ...[1, 2, 3].map((times) => beat(0, 7, times)),
      ...[1, 2, 3].map((times) => beat(1, 30, times)),
    ]);
    expect(found.values[4]).toBeGreaterThan(0);

    const early = viewOf(packets.filter(([time]) => time < 300));
    const same = windowMatrix(tellingMoments(tellingPackets(early, some.kinds), some), [300], 120);
    expect(same.values).toEqual(found.values);
    const late = viewOf(packets.filter(([time]) => time >= 180 - memoryOf(some)));
    const still = windowMatrix(tellingMoments(tellingPackets(late, some.kinds), some), [300], 120);
    expect(still.values).toEqual(found.values);
  });
});

describe('windows', () => {
  it('are as long as a type pauses twice, from the paper’s to about an hour', () => {
    const every = (seconds: number): Float64Array =>
      Float64Array.from({ length: 100 }, (_, i) => i * seconds);
    expect(ownWindow(every(15))).toBe(360);
    expect(ownWindow(every(290))).toBe(600);
    expect(ownWindow(every(1830))).toBe(3660);
    // It speaks when something happens: no window holds two of that.
    expect(ownWindow(every(10_000))).toBe(360);
    expect(ownWindow(Float64Array.of(5))).toBe(360);
  });

  it('are whole, and judged where something is said in them', () => {
    expect(windowEnds(100, 1200, 360, 360)).toEqual([460, 820, 1180]);
    expect(windowEnds(100, 400, 360, 360)).toEqual([]);
    expect(spokenWindows(Float64Array.of(110, 820), [460, 820, 1180], 360)).toEqual([460, 1180]);
  });
});
