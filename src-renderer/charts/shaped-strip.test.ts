import { DUMMY, FRAGMENT, REAL, type PacketStrip } from '@contract/shaping';
import { INBOUND, OUTBOUND } from '@contract/vantage';
import { expect, it } from 'vitest';
import { shapedStripPaths, stripCounts, stripUntil } from './shaped-strip-paths';

const strip: PacketStrip = {
  from: 0,
  seconds: 10,
  time: [0, 2.5, 5, 7.5, 10],
  size: [1500, 750, 40, 9000, 1500],
  direction: [OUTBOUND, INBOUND, OUTBOUND, INBOUND, INBOUND],
  kind: [REAL, REAL, DUMMY, FRAGMENT, REAL],
  delay: [0, 0.02, 0, 0.02, 0.0001],
};

it('tells real packets that wait from those that do not, and both from pieces and dummies', () => {
  expect(stripCounts(strip)).toEqual({
    real: { sent: 1, received: 1 },
    late: { sent: 0, received: 1 },
    fragment: { sent: 0, received: 1 },
    dummy: { sent: 1, received: 0 },
  });
});

it('draws what is sent up and what is received down, as high as it is long and never higher than full', () => {
  const paths = shapedStripPaths(strip, { width: 100, half: 42, bar: 2 });
  expect(paths.real).toBe('M-1.0 41h2v-40.0h-2zM99.0 43h2v40.0h-2z');
  expect(paths.late).toBe('M24.0 43h2v20.0h-2z');
  expect(paths.fragment).toBe('M74.0 43h2v40.0h-2z');
  expect(paths.dummy).toBe('M49.0 41h2v-2.0h-2z');
});

it('can be cut to the seconds that both sides have', () => {
  const cut = stripUntil(strip, 5);
  expect([cut.seconds, cut.time, cut.kind]).toEqual([5, [0, 2.5, 5], [REAL, REAL, DUMMY]]);
  expect(stripUntil(strip, 10)).toBe(strip);
});
