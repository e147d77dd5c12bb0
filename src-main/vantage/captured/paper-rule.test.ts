import { describe, expect, it } from 'vitest';
import type { Home } from '../../contract/home';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { pairByPaper } from './paper-rule';

/** [seconds, bytes of the IP packet, direction, whether it crosses the gateway] */
type Inside = readonly [time: number, length: number, direction: number, internet: number];
/** [seconds, bytes of the frame, direction] */
type Outside = readonly [time: number, length: number, direction: number];

function pair(inside: readonly Inside[], outside: readonly Outside[]): number[] {
  const home = {
    packets: {
      count: inside.length,
      time: Float64Array.from(inside, ([time]) => time),
      ipLength: Uint32Array.from(inside, ([, length]) => length),
    },
    direction: Uint8Array.from(inside, ([, , direction]) => direction),
    internet: Uint8Array.from(inside, ([, , , internet]) => internet),
  } as unknown as Home;
  const rows = pairByPaper(home, {
    time: Float64Array.from(outside, ([time]) => time),
    length: Uint32Array.from(outside, ([, length]) => length),
    direction: Uint8Array.from(outside, ([, , direction]) => direction),
  });
  return [...rows];
}

describe("the paper's rule", () => {
  it('looks back for what goes out and ahead for what comes in', () => {
    const inside: Inside[] = [
      [1, 100, OUTBOUND, 1],
      [1.01, 100, INBOUND, 1],
    ];
    expect(pair(inside, [[1.005, 150, OUTBOUND]])).toEqual([0]);
    expect(pair(inside, [[1.005, 150, INBOUND]])).toEqual([1]);
    expect(pair(inside, [[0.995, 150, OUTBOUND]])).toEqual([-1]);
    expect(pair(inside, [[1.015, 150, INBOUND]])).toEqual([-1]);
  });

  it('looks no further than 0.02 s, and takes the nearest', () => {
    const inside: Inside[] = [
      [1, 100, OUTBOUND, 1],
      [1.01, 120, OUTBOUND, 1],
    ];
    expect(pair(inside, [[1.029, 200, OUTBOUND]])).toEqual([1]);
    expect(pair(inside, [[1.0301, 200, OUTBOUND]])).toEqual([-1]);
    // 120 + 14 bytes inside are not less than 134 outside, but 100 + 14 are.
    expect(pair(inside, [[1.015, 134, OUTBOUND]])).toEqual([0]);
  });

  it('leaves out what stays in the home, and may give one packet twice', () => {
    const inside: Inside[] = [
      [1, 100, OUTBOUND, 1],
      [1.001, 100, OUTBOUND, 0],
    ];
    const outside: Outside[] = [
      [1.002, 200, OUTBOUND],
      [1.003, 200, OUTBOUND],
    ];
    expect(pair(inside, outside)).toEqual([0, 0]);
  });
});
