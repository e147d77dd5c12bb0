import { describe, expect, it } from 'vitest';
import { decode, followsOf } from './decode';

/** Sums over all ways to label the rows, one by one. */
function bruteForce(given: number[][], follows: number[][]): number[][] {
  const classes = given[0]!.length;
  const none = classes - 1;
  const out = given.map((row) => row.map(() => 0));
  const walk = (row: number, last: number, weight: number, labels: number[]): void => {
    if (row === given.length) {
      labels.forEach((label, i) => (out[i]![label]! += weight));
      return;
    }
    for (let label = 0; label < classes; label += 1) {
      const step = label === none || last === none ? 1 : follows[last]![label]!;
      const next = label === none ? last : label;
      walk(row + 1, next, weight * step * given[row]![label]!, [...labels, label]);
    }
  };
  walk(0, none, 1, []);
  return out.map((row) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => value / sum);
  });
}

describe('decoding', () => {
  const follows = [
    [0.1, 1.9],
    [1.7, 0.3],
  ];
  const given = [
    [0.9, 0.05, 0.05],
    [0.45, 0.5, 0.05],
    [0.1, 0.2, 0.7],
    [0.5, 0.45, 0.05],
    [0.3, 0.3, 0.4],
  ];

  it('is the sum over all ways that things may have gone', () => {
    const got = decode(Float32Array.from(given.flat()), 3, follows);
    bruteForce(given, follows)
      .flat()
      .forEach((value, i) => expect(got[i]).toBeCloseTo(value, 5));
  });

  it('leaves the classifier alone where anything follows anything', () => {
    const got = decode(Float32Array.from(given.flat()), 3, [
      [1, 1],
      [1, 1],
    ]);
    given.flat().forEach((value, i) => expect(got[i]).toBeCloseTo(value, 6));
  });

  it('makes a doubtful event after "lock" an "unlock" where they take turns', () => {
    const turns = followsOf([0, 1, 0, 1, 0, 1, 0, 1], 2);
    const got = decode(Float32Array.of(0.95, 0.02, 0.03, 0.5, 0.48, 0.02), 3, turns);
    expect(got[3]).toBeLessThan(0.2);
    expect(got[4]).toBeGreaterThan(0.75);
  });

  it('has nothing to say of no candidates', () => {
    expect(decode(new Float32Array(0), 3, follows)).toHaveLength(0);
  });
});

describe('what follows what', () => {
  it('is counted, with one of each pair added', () => {
    // Pairs 0-1, 1-0, 0-1: of 0 twice to 1; the shares of 0 and 1 are the same.
    expect(followsOf([0, 1, 0, 1], 2)).toEqual(
      [
        [0.5, 1.5],
        [4 / 3, 2 / 3],
      ].map((row) => row.map((value) => expect.closeTo(value, 9) as number)),
    );
  });
});
