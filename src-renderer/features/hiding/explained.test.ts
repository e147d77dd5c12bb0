import type { Explanation } from '@contract/explanation';
import type { TenSeconds } from '@contract/ten-seconds';
import { expect, it } from 'vitest';
import { arcsOf, packetAt, strongestReasons } from './explained';
import { layoutOf } from './lane-layout';
import type { LaneData } from './lane-paths';

const seen = {
  span: { from: 100, seconds: 10 },
  router: { time: [1, 4], length: [90, 154], way: [0, 1] },
  tunnel: { time: [1.5, 4.5, 6], length: [138, 202, 138], way: [0, 1, 1] },
} as unknown as TenSeconds;
const one = { length: 138, direction: 0, serverPort: null, alike: false, without: 'plug' };
const explanation = {
  packet: { time: 104.5, length: 202, direction: 1, interval: 3, serverPort: null },
  label: 'camera',
  own: [{ feature: 'length', effect: -0.4, without: 'camera' }],
  packets: [
    { ...one, offset: -1, seconds: -3, effect: 0.5 },
    { ...one, offset: 1, seconds: 1.5, effect: -0.1 },
    { ...one, offset: 2, seconds: 1.6, effect: 0.004 },
    // Moves the label, and lies beyond the seconds in sight.
    { ...one, offset: -2, seconds: -30, effect: 0.3 },
  ],
  rhythm: null,
  bustle: null,
} as unknown as Explanation;
const data = {
  seen,
  layout: layoutOf(2, 2),
  x: (seconds: number) => 100 * seconds,
  servers: { rows: [], rowOf: [0, 1] },
} as unknown as LaneData;

it('knows a packet as the engine does, of a tunnel by its first part', () => {
  const entry = { time: 4, inside: 1, router: 1, tunnel: [1, 2] };
  expect(packetAt(seen, entry, 'tunnel')).toEqual({ time: 104.5, length: 202, direction: 1 });
  expect(packetAt(seen, entry, 'router')).toEqual({ time: 104, length: 154, direction: 1 });
  expect(packetAt(seen, { ...entry, router: -1 }, 'router')).toBeNull();
  expect(packetAt(seen, { ...entry, tunnel: [] }, 'tunnel')).toBeNull();
});

it('draws an arc for each packet in sight that counts, to the explained one', () => {
  const arcs = arcsOf(data, explanation, 'tunnel');
  expect(arcs.map(({ against }) => against)).toEqual([false, true]);
  expect(arcs[0]!.width).toBeGreaterThan(arcs[1]!.width);
  expect(arcs[0]!.d).toMatch(/^M150\.0 .* 450\.0 [\d.]+$/);
  expect(arcs[1]!.d).toMatch(/^M600\.0 .* 450\.0 [\d.]+$/);
});

it('lists what moves the label most first, for it or against it', () => {
  expect(strongestReasons(explanation).map(({ effect }) => effect)).toEqual([0.5, -0.4, 0.3, -0.1]);
});
