import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../contract/random';
import { pade, paddingRule } from './padding-rules';

const LARGEST = 1420;

describe('padding rules', () => {
  const rule = (scheme: Parameters<typeof paddingRule>[0]) =>
    paddingRule(scheme, {
      largest: LARGEST,
      width: 80,
      random: new Random(1),
      flowOf: (row) => row,
    });

  it('round as PADÉ does in its paper', () => {
    expect([100, 210, 1400].map(pade)).toEqual([104, 224, 1408]);
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 65_535 }), (size) => {
        expect(pade(size)).toBeGreaterThanOrEqual(size);
        expect(pade(size)).toBeLessThanOrEqual(size * 1.12);
      }),
    );
  });

  it.each([
    ['mtu', new Set([LARGEST])],
    ['linear128', new Set([...Array.from({ length: 11 }, (_, i) => 128 * (i + 1)), LARGEST])],
    ['exponential', new Set([128, 256, 512, 1024, LARGEST])],
    ['mice-elephants', new Set([128, LARGEST])],
  ] as const)('%s gives its own sizes only', (scheme, sizes) => {
    for (let size = 1; size <= LARGEST; size++) expect(sizes.has(rule(scheme)(size, 0))).toBe(true);
  });

  it('level100 gives a size of its own to small and full packets, and one up to the next level to others', () => {
    const level = rule('level100');
    expect([1, 100, 101, 200, 201, 300, LARGEST].map((size) => level(size, 0))).toEqual([
      ...[100, 100, 200, 200, 300, 300, LARGEST],
    ]);
    for (let size = 301; size < LARGEST; size++) {
      const to = level(size, 0);
      expect(to).toBeGreaterThanOrEqual(size);
      expect(to).toBeLessThanOrEqual(size < 999 ? 1000 : LARGEST);
    }
  });

  it('adds one amount to a flow, and from 1 to 80 bytes at random', () => {
    const session = rule('session-random');
    expect(session(100, 1) - 100).toBe(session(300, 1) - 300);
    const added = Array.from({ length: 2000 }, () => rule('random')(500, 0) - 500);
    expect(Math.min(...added)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...added)).toBeLessThanOrEqual(80);
  });
});
