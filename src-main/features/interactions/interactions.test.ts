import { describe, expect, it } from 'vitest';
import type { Interaction } from '../../contract/home';
import { INBOUND, OUTBOUND, type View } from '../../contract/vantage';
import { candidateMatrix, candidateTimes } from './candidates';
import { findAnchors } from './find-anchors';
import { tellingKinds } from './telling-kinds';

type Packet = readonly [time: number, length: number, direction: 0 | 1];

function viewOf(packets: Packet[]): View {
  const sorted = [...packets].sort((one, other) => one[0] - other[0]);
  return {
    vantage: 'wireguard',
    count: sorted.length,
    time: Float64Array.from(sorted, ([time]) => time),
    length: Uint32Array.from(sorted, ([, length]) => length),
    direction: Uint8Array.from(sorted, ([, , direction]) => direction),
    serverPort: null,
    protocols: null,
  };
}

const marked = (time: number, resolution: Interaction['resolution'] = 'packet'): Interaction => ({
  time,
  device: 'lock',
  interaction: 'unlock',
  resolution,
});

/** Ten events, 100 s apart: a command of 300 B in 0.2 s after each; a heartbeat of 90 B every 10 s. */
const times = Array.from({ length: 10 }, (_, i) => 50 + 100 * i);
const heartbeats = Array.from({ length: 105 }, (_, i): Packet => [10 * i, 90, OUTBOUND]);
const home = viewOf([...heartbeats, ...times.map((time): Packet => [time + 0.2, 300, INBOUND])]);

describe('anchors', () => {
  it('are what comes with events and seldom else, not what comes all the time', () => {
    const anchors = findAnchors(
      home,
      times.map((time) => marked(time)),
    );
    expect(anchors).toHaveLength(1);
    expect(anchors[0]).toMatchObject({ length: 300, direction: INBOUND, share: 1 });
    expect(anchors[0]!.offset).toBeCloseTo(0.2, 9);
  });

  it('are several where no packet comes with all events', () => {
    const both = viewOf([
      ...heartbeats,
      ...times.map((time, i): Packet => [time + 0.2, i < 6 ? 300 : 410, INBOUND]),
    ]);
    const anchors = findAnchors(
      both,
      times.map((time) => marked(time)),
    );
    expect(anchors.map(({ length, share }) => [length, share])).toEqual([
      [300, 0.6],
      [410, 0.4],
    ]);
  });

  it('need a packet of their own for each of several events that are marked in one minute', () => {
    // Three cameras: each sends 1,194 B; one packet of 88 B comes with all three.
    const seldom = times.map((time) => 20 * time);
    const cameras = viewOf([
      ...heartbeats,
      ...seldom.flatMap((time): Packet[] => [
        [time, 88, OUTBOUND],
        ...[1, 2, 3].map((after): Packet => [time + after, 1194, INBOUND]),
      ]),
    ]);
    const events = seldom.flatMap((time) => [0, 1, 2].map(() => marked(time, 'minute')));
    const kinds = tellingKinds(cameras, events);
    const share = (length: number): number => kinds.find(({ code }) => code >> 1 === length)!.share;
    expect(share(1194)).toBe(1);
    expect(share(88)).toBeCloseTo(1 / 3, 9);
    expect(findAnchors(cameras, events)[0]).toMatchObject({ length: 1194, offset: 0 });
  });

  it('are none without a telling packet', () => {
    expect(
      findAnchors(
        viewOf(heartbeats),
        times.map((time) => marked(time)),
      ),
    ).toEqual([]);
    expect(findAnchors(viewOf([]), [marked(1)])).toEqual([]);
  });
});

describe('candidates', () => {
  const anchor = { length: 300, direction: INBOUND, offset: 0.2, share: 1 } as const;

  it('are at the anchors less their offset, near ones together', () => {
    const twice = viewOf([
      [10.2, 300, INBOUND],
      [10.9, 300, INBOUND],
      [20.2, 300, INBOUND],
      [30, 300, OUTBOUND],
    ]);
    expect([...candidateTimes(twice, [anchor], 1.5)].map((time) => Math.round(time * 10))).toEqual([
      100, 200,
    ]);
    expect(candidateTimes(twice, [anchor], 0.05)).toHaveLength(3);
  });

  it('count packets before, at and after them', () => {
    const kind = { length: 90, direction: OUTBOUND } as const;
    const around = viewOf([
      [97.5, 90, OUTBOUND],
      [98, 90, OUTBOUND],
      [100.1, 90, OUTBOUND],
      [105, 90, OUTBOUND],
      [106.5, 90, OUTBOUND],
      [105, 90, INBOUND],
    ]);
    const matrix = candidateMatrix(around, Float64Array.of(100), [kind]);
    expect(matrix.names).toEqual([
      'before out 90',
      'at out 90',
      'after out 90',
      'since the one before',
    ]);
    const expected = [2, 1, 1, 60].map((value) => Math.log1p(value));
    expect([...matrix.values]).toEqual(expected.map((value) => expect.closeTo(value, 5) as number));
  });
});
