import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portComponentsOf, principalPorts } from './port-components';

interface Case {
  readonly counts: number[];
  readonly components: number;
  readonly explained: number[];
  /** Inner products of what stands for each port and, last, for any other one: whatever the signs. */
  readonly gram: number[][];
}
const file = join(import.meta.dirname, 'testing/port-pca.json');
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] };

/** Covariance of one-hot ports by its definition. */
function covariance(counts: readonly number[]): number[][] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((one, i) =>
    counts.map((other, j) => (i === j ? one / total : 0) - (one * other) / total ** 2),
  );
}

describe('principal components of one-hot ports', () => {
  it.each(cases)('are those of scikit-learn for $counts', ({ counts, components, ...expected }) => {
    const found = principalPorts(counts, components);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const trace = counts.reduce((sum, count) => sum + (count / total) * (1 - count / total), 0);
    found.forEach(({ variance }, i) =>
      expect(variance / trace).toBeCloseTo(expected.explained[i] as number, 8),
    );
    const rows = [...counts.keys(), -1].map((port) =>
      found.map(({ weights }) => {
        const mean = weights.reduce((sum, w, i) => sum + (w * (counts[i] as number)) / total, 0);
        return (port < 0 ? 0 : (weights[port] as number)) - mean;
      }),
    );
    rows.forEach((one, i) =>
      rows.forEach((other, j) => {
        const product = one.reduce((sum, value, c) => sum + value * (other[c] as number), 0);
        expect(product).toBeCloseTo(expected.gram[i]?.[j] as number, 8);
      }),
    );
  });

  it('are eigenvectors of the covariance, of length one, across each other, in order', () => {
    const anyCounts = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 1e6 })),
      {
        minLength: 2,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const matrix = covariance(counts);
        const found = principalPorts(counts, 100);
        expect(found).toHaveLength(counts.length - 1);
        const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
          Array.from(one).reduce((sum, value, i) => sum + value * (other[i] as number), 0);
        found.forEach(({ variance, weights }, c) => {
          matrix.forEach((row, i) =>
            expect(Math.abs(dot(row, weights) - variance * (weights[i] as number))).toBeLessThan(
              1e-9,
            ),
          );
          found
            .slice(0, c + 1)
            .forEach((other, k) =>
              expect(Math.abs(dot(weights, other.weights) - (k === c ? 1 : 0))).toBeLessThan(1e-6),
            );
          if (c > 0) expect(found[c - 1]?.variance).toBeGreaterThanOrEqual(variance);
        });
        const trace = matrix.reduce((sum, row, i) => sum + (row[i] as number), 0);
        expect(found.reduce((sum, { variance }) => sum + variance, 0)).toBeCloseTo(trace, 9);
      }),
    );
  });
});

describe('what stands for a port', () => {
  const ports = [443, 443, 443, 80, 80, 53, 8883];
  const made = portComponentsOf(ports);

  it('has distances as the ports had: all alike', () => {
    // All components are kept here, so nothing of the one-hot vectors is lost.
    expect(made.ports).toEqual([53, 80, 443, 8883]);
    expect(made.explained).toBeCloseTo(1, 6);
    const distance = (one: number[], other: number[]): number =>
      Math.hypot(...one.map((value, c) => value - (other[c] as number)));
    made.scores.forEach((one, i) =>
      made.scores.forEach((other, j) =>
        expect(distance(one, other)).toBeCloseTo(i === j ? 0 : Math.SQRT2, 5),
      ),
    );
  });

  it('has a mean of 0 over the packets', () => {
    for (let c = 0; c < made.other.length; c++) {
      const values = ports.map((port) => made.scores[made.ports.indexOf(port)]?.[c] as number);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    }
  });

  it('is nothing where all packets have one port, or there are none', () => {
    expect(portComponentsOf([443, 443])).toEqual({
      ports: [443],
      scores: [[]],
      other: [],
      explained: 1,
    });
    expect(portComponentsOf([]).ports).toEqual([]);
  });
});
