import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TrainingPoint } from '../../contract/learning';
import { Random } from '../../contract/random';
import { NO_LABEL, paperOptions, type RecurrentOptions, type RecurrentTask } from './options';
import { trainRecurrent } from './train-recurrent';

const options: RecurrentOptions = {
  ...paperOptions,
  directions: 2,
  window: 10,
  stride: 10,
  batch: 8,
  hidden: 12,
  embedding: 4,
  learningRate: 0.01,
  epochs: 6,
  patience: 6,
  validationShare: 0.2,
  seed: 7,
};

/**
 * Packets of two random kinds. The class of a packet says how many of its two neighbours are of the second:
 * one neighbour alone leaves two classes, as likely.
 */
function neighbours(
  rows: number,
  changed: Partial<RecurrentOptions> = {},
  seed = 3,
): RecurrentTask {
  const random = new Random(seed);
  const kinds = Uint8Array.from({ length: rows }, () => random.integer(2));
  const labels = Uint16Array.from(kinds, (_, i) => {
    if (i === 0 || i === rows - 1) return NO_LABEL;
    return kinds[i - 1]! + kinds[i + 1]!;
  });
  return {
    sequence: {
      rows,
      columns: 2,
      values: Float32Array.from({ length: 2 * rows }, (_, i) => (kinds[i >> 1] === i % 2 ? 1 : 0)),
      ports: Int32Array.from(kinds, (kind) => 2 + kind),
    },
    labels,
    classes: 3,
    ports: 5,
    options: { ...options, ...changed },
    checkpoint: null,
  };
}

const quiet = { pause: async () => undefined, report: () => undefined };

/** Ends a training before its step of that number. */
function endingAt(step: number) {
  let steps = 0;
  return {
    ...quiet,
    pause: async () => {
      if (++steps > step) throw new Error('ended');
    },
  };
}

describe('training', () => {
  it('learns what only both neighbours tell', async () => {
    const task = neighbours(4000, { dropout: 0.1 });
    const trained = await trainRecurrent(task, quiet);
    const best = trained.points[trained.keptEpoch - 1]!;
    // The first and last packet of a window lack a neighbour: 0.9 is the most that can be expected.
    expect(best.validationAccuracy).toBeGreaterThan(0.88);
    expect(best.validationLoss).toBe(
      Math.min(...trained.points.map(({ validationLoss }) => validationLoss!)),
    );
  }, 30_000);

  it('cannot be told by what came before alone', async () => {
    const task = neighbours(4000, { dropout: 0.1, directions: 1 });
    const { points } = await trainRecurrent(task, quiet);
    for (const { validationAccuracy } of points) expect(validationAccuracy).toBeLessThan(0.58);
  }, 30_000);

  it('is at chance where labels are permuted', async () => {
    const task = neighbours(3000);
    const random = new Random(11);
    const { labels } = task;
    for (let i = labels.length - 1; i > 0; i--) {
      const other = random.integer(i + 1);
      [labels[i], labels[other]] = [labels[other]!, labels[i]!];
    }
    const { points } = await trainRecurrent(task, quiet);
    for (const { validationAccuracy } of points) {
      expect(Math.abs(validationAccuracy! - 0.5)).toBeLessThan(0.06);
    }
  }, 30_000);

  it('gives the same numbers for the same seed, and others for another', async () => {
    const one = await trainRecurrent(neighbours(700), quiet);
    const same = await trainRecurrent(neighbours(700), quiet);
    const other = await trainRecurrent(neighbours(700, { seed: 8 }), quiet);
    expect(same).toEqual(one);
    expect(other.parameters).not.toEqual(one.parameters);
  });

  it('ends early when the packets held out are not learned any more, and keeps the best epoch', async () => {
    const task = neighbours(700, { epochs: 60, patience: 3, learningRate: 0.1 });
    const { points, keptEpoch, ended } = await trainRecurrent(task, quiet);
    expect(ended).toBe('early');
    expect(points.length).toBe(keptEpoch + 3);
    const losses = points.map(({ validationLoss }) => validationLoss!);
    expect(losses.indexOf(Math.min(...losses))).toBe(keptEpoch - 1);
  }, 30_000);

  it('holds nothing out where there is little, and takes fewer packets than a window', async () => {
    const { points, keptEpoch, ended } = await trainRecurrent(neighbours(7), quiet);
    expect([points.length, keptEpoch, ended]).toEqual([6, 6, 'epochs']);
    expect(points.every(({ loss, validationLoss }) => loss > 0 && validationLoss === null)).toBe(
      true,
    );
  });

  it('never looks at a packet without a class, nor at the ones held out', async () => {
    const one = neighbours(700);
    const changed = neighbours(700);
    // Where there is no label, and in the last fifth, anything may stand in the labels.
    for (let i = 561; i < 700; i++) changed.labels[i] = 0;
    const held = { validationShare: 0.2, epochs: 1, patience: 1 };
    const a = await trainRecurrent({ ...one, options: { ...options, ...held } }, quiet);
    const b = await trainRecurrent({ ...changed, options: { ...options, ...held } }, quiet);
    expect(b.parameters).toEqual(a.parameters);
  });

  it('says where it stands', async () => {
    const reports: [number, number, TrainingPoint][] = [];
    await trainRecurrent(neighbours(700), { ...quiet, report: (...all) => reports.push(all) });
    const total = reports[0]![1];
    expect(reports.map(([done]) => done)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
    expect(reports.at(-1)![2].epoch).toBe(6);
    expect(reports.filter(([, , point]) => point.validationLoss !== null)).toHaveLength(6);
  });
});

describe('a checkpoint', () => {
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'homemole-checkpoint-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it.each([3, 14, 20])('goes on to the same bytes, ended before step %s', async (step) => {
    const whole = await trainRecurrent(neighbours(700), quiet);
    const task = { ...neighbours(700), checkpoint: join(folder, 'checkpoint') };
    await expect(trainRecurrent(task, endingAt(step))).rejects.toThrow('ended');
    let steps = 0;
    const rest = await trainRecurrent(task, { ...quiet, report: () => steps++ });
    expect(rest).toEqual(whole);
    expect(steps).toBeLessThan(6 * 7);
  });

  it('of another task, or a damaged one, is not gone on from', async () => {
    const checkpoint = join(folder, 'checkpoint');
    const task = { ...neighbours(700), checkpoint };
    const whole = await trainRecurrent(neighbours(700), quiet);
    await expect(trainRecurrent(task, endingAt(9))).rejects.toThrow('ended');
    const other = { ...neighbours(700, { seed: 9 }), checkpoint };
    const alone = await trainRecurrent(neighbours(700, { seed: 9 }), quiet);
    expect(await trainRecurrent(other, quiet)).toEqual(alone);
    await expect(trainRecurrent(task, endingAt(9))).rejects.toThrow('ended');
    const { size } = await stat(checkpoint);
    await writeFile(checkpoint, (await readFile(checkpoint)).subarray(0, size - 8));
    expect(await trainRecurrent(task, quiet)).toEqual(whole);
  });
});
