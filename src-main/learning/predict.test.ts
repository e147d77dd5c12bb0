import { describe, expect, it } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { quietJob, type Job } from '../contract/job';
import type { Forest } from './forest';
import { forestPredict, labelRows } from './predict';
import { matrixOf } from './testing/synthetic';

/**
 * Two trees by hand, of two classes: x <= 1 says a, else b with 2 parts in 3; y <= 0 says b, else a
 * and b alike (127 and 128 of 255 units).
 */
const forest: Forest = {
  trees: 2,
  classes: 2,
  columns: 2,
  roots: Int32Array.of(0, 3, 6),
  feature: Int16Array.of(0, -1, -1, 1, -1, -1),
  threshold: Float32Array.of(1, 0, 0, 0, 0, 0),
  right: Int32Array.of(2, 0, 1, 5, 2, 3),
  leafStart: Int32Array.of(0, 1, 3, 4, 6),
  leafClass: Uint16Array.of(0, 0, 1, 1, 0, 1),
  leafWeight: Uint8Array.of(255, 85, 170, 255, 127, 128),
};

describe('forestPredict', () => {
  it('adds up what the trees say', () => {
    const matrix = matrixOf(Float32Array.of(1, 0, 1.5, 0, 1, 0.5, 2, 7), 2);
    const { label, probability } = forestPredict(forest, matrix);
    // Of the first row each class has 255 of 510 units: the first wins.
    expect([...label]).toEqual([0, 1, 0, 1]);
    const units = [255, 255, 85, 425, 382, 128, 212, 298];
    units.forEach((unit, i) => expect(probability[i]).toBeCloseTo(unit / 510, 6));
  });

  it('refuses a matrix of another width', () => {
    expect(() => forestPredict(forest, matrixOf(new Float32Array(9), 3))).toThrow(RangeError);
  });
});

describe('labelRows', () => {
  const rows = 20_000;
  const matrix = matrixOf(
    Float32Array.from({ length: 2 * rows }, (_, i) => (i * 7) % 5),
    2,
  );

  it('says the same, of no row as of many', async () => {
    expect(await labelRows(forest, matrix, quietJob)).toEqual(forestPredict(forest, matrix));
    const none = matrixOf(new Float32Array(0), 2);
    expect((await labelRows(forest, none, quietJob)).label.length).toBe(0);
  });

  it('stops between two blocks when cancelled', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const job: Job = {
      signal: stop.signal,
      report: ({ done }) => {
        seen.push(done);
        stop.abort();
      },
    };
    await expect(labelRows(forest, matrix, job)).rejects.toThrow(new HomeMoleError('cancelled'));
    expect(seen).toEqual([8192]);
  });
});
