import { describe, expect, it } from 'vitest';
import { Random } from '../../contract/random';
import { abstract } from './abstract';
import { burstsOf } from './bursts';
import { commonSubsequence } from './common-subsequence';
import { distance, THRESHOLD } from './distance';
import { type PacketVectors, vectorsOf } from './packet-vectors';
import { napt, randomPackets, tunnel } from './testing/views';

const ACK = 0x10;
const PUSH = 0x18;

/** All fields that a pair of packets has the same: what abstraction keeps. */
function equal({ shape, fields, columns }: PacketVectors, one: number, other: number): number {
  return fields[shape[one]!]!.filter((field) => columns[field]![one] === columns[field]![other])
    .length;
}

/** The best of all common subsequences, tried one by one: the longest, then the most equal fields. */
function bruteForce(vectors: PacketVectors, one: number[], other: number[]): [number, number] {
  if (one.length === 0 || other.length === 0) return [0, 0];
  const [first, ...rest] = one as [number, ...number[]];
  let best = bruteForce(vectors, rest, other);
  for (const [at, packet] of other.entries()) {
    if (distance(vectors, first, packet) >= THRESHOLD) continue;
    const [length, same] = bruteForce(vectors, rest, other.slice(at + 1));
    const found: [number, number] = [length + 1, same + equal(vectors, first, packet)];
    if (found[0] > best[0] || (found[0] === best[0] && found[1] > best[1])) best = found;
  }
  return best;
}

describe('bursts', () => {
  it('begin after a second without packets, and long ones are cut', () => {
    expect(burstsOf(Float64Array.of(0, 0.5, 1.4, 2.4, 3.3, 10))).toEqual([
      { from: 0, end: 3 },
      { from: 3, end: 5 },
      { from: 5, end: 6 },
    ]);
    const stream = Float64Array.from({ length: 70 }, (_, i) => i / 10);
    expect(burstsOf(stream).map(({ from, end }) => end - from)).toEqual([16, 16, 16, 16, 6]);
    expect(burstsOf(new Float64Array(0))).toEqual([]);
  });
});

describe('the distance of packets', () => {
  const packet = {
    time: 0,
    out: true,
    length: 100,
    flags: PUSH,
    window: 1000,
    options: '1,1,8',
    ttl: 63,
  };
  const between = (other: object): number =>
    distance(vectorsOf(napt([packet, { ...packet, ...other }])), 0, 1);

  it('adds clamped differences of fields, worked out by hand', () => {
    expect(between({})).toBe(0);
    // Four bytes in both lengths.
    expect(between({ length: 104 })).toBe(8);
    expect(between({ length: 1400 })).toBe(40);
    expect(between({ flags: ACK })).toBe(10);
    expect(between({ window: 1000 + 512 })).toBe(0.5);
    expect(between({ window: 60_000 })).toBe(2);
    expect(between({ options: '' })).toBe(2);
    expect(between({ ttl: 62 })).toBe(1);
    expect(between({ ttl: 127 })).toBe(4);
    expect(between({ options: '', window: 60_000, ttl: 127 })).toBe(8);
  });

  it('is infinite between protocols and between directions; what comes in has no TTL', () => {
    expect(between({ flags: undefined })).toBe(Infinity);
    expect(between({ out: false })).toBe(Infinity);
    const inbound = { ...packet, out: false };
    expect(distance(vectorsOf(napt([inbound, { ...inbound, ttl: 200 }])), 0, 1)).toBe(0);
  });

  it('is of the length alone in a tunnel', () => {
    const vectors = vectorsOf(tunnel([packet, { ...packet, length: 107, flags: ACK, window: 3 }]));
    expect(distance(vectors, 0, 1)).toBe(7);
  });
});

describe('what two bursts have in common', () => {
  // As figure 6 has it: two bursts of one exchange, the second with a packet more and one that varies.
  const hello = { out: true, length: 74, flags: 0x02, window: 29_200, options: '2,4,8,1,3' };
  const request = { out: true, length: 231, flags: PUSH, window: 229, options: '1,1,8' };
  const reply = { length: 120, flags: PUSH, window: 57, options: '1,1,8' };
  const acknowledged = { out: true, length: 66, flags: ACK, window: 229, options: '1,1,8' };
  const view = napt([
    { time: 0, ...hello },
    { time: 0.1, ...request },
    { time: 0.2, ...reply },
    { time: 0.3, ...acknowledged },
    { time: 5, ...hello },
    { time: 5.1, length: 66, flags: ACK, window: 57, options: '1,1,8' },
    { time: 5.2, ...request, length: 233, window: 237 },
    { time: 5.3, ...reply },
    { time: 5.4, ...acknowledged, window: 237 },
  ]);
  const vectors = vectorsOf(view);
  const [one, other] = burstsOf(view.time) as [{ from: 0; end: 4 }, { from: 4; end: 9 }];

  it('is their longest common subsequence, with any where they differ', () => {
    const pairs = commonSubsequence(vectors, one, other, THRESHOLD);
    expect([...pairs]).toEqual([0, 4, 1, 6, 2, 7, 3, 8]);
    const options = (...kinds: number[]): number =>
      kinds.reduce((code, kind) => code * 32 + kind, 0);
    expect(abstract(vectors, pairs)).toEqual([
      { protocol: 6, direction: 1, fields: [74, 2, 29_200, options(2, 4, 8, 1, 3), 20, 63] },
      { protocol: 6, direction: 1, fields: [null, PUSH, null, options(1, 1, 8), null, 63] },
      { protocol: 6, direction: 0, fields: [120, PUSH, 57, options(1, 1, 8), 66] },
      { protocol: 6, direction: 1, fields: [66, ACK, null, options(1, 1, 8), 12, 63] },
    ]);
  });

  it('is as long, and has as many equal fields, as the best of all there are', () => {
    const random = new Random(3);
    for (let round = 0; round < 60; round++) {
      const found = vectorsOf(napt(randomPackets(random, 14, 0.1)));
      const pairs = commonSubsequence(found, { from: 0, end: 7 }, { from: 7, end: 14 }, THRESHOLD);
      let same = 0;
      for (let at = 0; at < pairs.length; at += 2) {
        const [a, b] = [pairs[at]!, pairs[at + 1]!];
        expect(distance(found, a, b)).toBeLessThan(THRESHOLD);
        if (at > 0) expect(a > pairs[at - 2]! && b > pairs[at - 1]!).toBe(true);
        same += equal(found, a, b);
      }
      const best = bruteForce(found, [0, 1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12, 13]);
      expect([pairs.length / 2, same]).toEqual(best);
    }
  });
});
