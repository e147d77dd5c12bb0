import { expect, it } from 'vitest';
import { noticedDelay } from './noticed-delay';
import type { ShapingCost } from './shaped-run';

const waits = (p95: number) => ({ latencySeconds: { p95 } });
const cost = (home: number, devices: [type: string, p95: number][]) =>
  ({
    ...waits(home),
    devices: devices.map(([type, p95]) => ({ type, ...waits(p95) })),
  }) as unknown as ShapingCost;

it('is of the smart device that waits longest, never of a phone alone', () => {
  expect(
    noticedDelay(
      cost(0, [
        ['camera', 0.3],
        ['plug', 0.1],
        ['non-iot', 2],
      ]),
    ),
  ).toBe(0.3);
  expect(noticedDelay(cost(0.2, [['camera', 0.1]]))).toBe(0.2);
  expect(noticedDelay(cost(0.2, []))).toBe(0.2);
});
