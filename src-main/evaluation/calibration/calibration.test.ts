import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import { Random } from '../../contract/random';
import { NO_CLASS } from '../truth';
import { abstainThreshold, unknownShares } from './abstain';
import { calibrate, scoreCalibration } from './calibrate';
import { calibrationQuality } from './quality';
import { fitTemperature, withTemperature } from './temperature';

function predictionsOf(rows: readonly (readonly number[])[]): Predictions {
  const classes = rows[0]?.length ?? 0;
  return {
    rows: rows.length,
    classes,
    label: Uint16Array.from(rows, (row) => row.indexOf(Math.max(...row))),
    probability: Float32Array.from(rows.flat()),
  };
}

const sample = predictionsOf([
  [0.7, 0.2, 0.1],
  [0.5, 0.3, 0.2],
  [0.9, 0.1, 0],
  [0.4, 0.35, 0.25],
  [0.34, 0.33, 0.33],
  [1, 0, 0],
  [0.1, 0.8, 0.1],
  [0.2, 0.2, 0.6],
]);
const truth = Uint16Array.of(0, 1, 0, 2, 1, 0, 1, 0);
const all = (own: number): boolean => own !== NO_CLASS;

describe('how far probabilities can be believed', () => {
  it('is the gap between confidence and accuracy, bin by bin', () => {
    // No two of the eight share a bin: gaps .3 .5 .1 .4 .34 0 .2 .6.
    const { expectedCalibrationError: error } = calibrationQuality(sample, truth, all)!;
    expect(error).toBeCloseTo(2.44 / 8, 6);
  });

  it('lets right and wrong answers of one bin make up for each other', () => {
    const two = predictionsOf([
      [0.7, 0.3],
      [0.72, 0.28],
    ]);
    const { expectedCalibrationError: error } = calibrationQuality(two, Uint16Array.of(0, 1), all)!;
    // One of two is right where 0.71 was said.
    expect(error).toBeCloseTo(0.21, 6);
  });

  it('has the Brier score of all classes, as numpy computes it from the formula', () => {
    expect(calibrationQuality(sample, truth, all)!.brierScore).toBeCloseTo(0.4448, 6);
    // scikit-learn 1.2 brier_score_loss([1, 0, 1, 1], [0.9, 0.2, 0.6, 0.3]) = 0.175, of one class of two.
    const binary = predictionsOf([0.9, 0.2, 0.6, 0.3].map((p) => [1 - p, p]));
    const { brierScore } = calibrationQuality(binary, Uint16Array.of(1, 0, 1, 1), all)!;
    expect(brierScore / 2).toBeCloseTo(0.175, 6);
  });

  it('counts a type it never met as wrong, and control packets not at all', () => {
    const one = predictionsOf([
      [0.6, 0.4],
      [0.9, 0.1],
    ]);
    const quality = calibrationQuality(one, Uint16Array.of(2, NO_CLASS), all)!;
    expect(quality.expectedCalibrationError).toBeCloseTo(0.6, 6);
    // 0.36 + 0.16 from no class at all, and 1 for the one that it lacks.
    expect(quality.brierScore).toBeCloseTo(1.52, 6);
    expect(calibrationQuality(one, Uint16Array.of(NO_CLASS, NO_CLASS), all)).toBeNull();
  });
});

describe('temperature', () => {
  it('is the one that a search of 10,000 temperatures with numpy finds', async () => {
    expect(await fitTemperature(sample, truth, quietJob)).toBeCloseTo(1.1636, 2);
  });

  it('finds the temperature that probabilities were spoiled with', async () => {
    const random = new Random(3);
    const rows: number[][] = [];
    const drawn: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      const logits = [0, 1, 2].map(() => 4 * random.uniform());
      const weights = logits.map(Math.exp);
      const sum = weights.reduce((a, b) => a + b);
      // The truth is drawn by the honest probabilities; what is shown is twice as sure.
      let left = random.uniform() * sum;
      drawn.push(weights.findIndex((weight) => (left -= weight) < 0));
      const sharp = logits.map((logit) => Math.exp(2 * logit));
      const total = sharp.reduce((a, b) => a + b);
      rows.push(sharp.map((weight) => weight / total));
    }
    const spoiled = predictionsOf(rows);
    const truths = Uint16Array.from(drawn);
    const temperature = await fitTemperature(spoiled, truths, quietJob);
    expect(temperature).toBeGreaterThan(1.9);
    expect(temperature).toBeLessThan(2.1);
    const mended = withTemperature(spoiled, temperature);
    expect(calibrationQuality(spoiled, truths, all)!.expectedCalibrationError).toBeGreaterThan(0.1);
    expect(calibrationQuality(mended, truths, all)!.expectedCalibrationError).toBeLessThan(0.02);
  });

  it('changes no label, and rows still make 1', () => {
    const mended = withTemperature(sample, 0.1);
    expect(mended.label).toEqual(sample.label);
    for (let row = 0; row < 8; row++) {
      const sum = mended.probability.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b);
      expect(sum).toBeCloseTo(1, 6);
    }
    // 0.5, 0.3, 0.2 squared over their sum.
    const squared = withTemperature(sample, 0.5).probability.subarray(3, 6);
    expect(squared[0]).toBeCloseTo(0.25 / 0.38, 6);
  });

  it('is 1 where there is nothing to learn it from', async () => {
    expect(
      await fitTemperature(
        sample,
        truth.map(() => NO_CLASS),
        quietJob,
      ),
    ).toBe(1);
  });
});

describe('abstaining', () => {
  // A busy class with 1,000 right labels and a quiet one with 20, all of different certainty.
  const busy = Array.from({ length: 1000 }, (_, i) => [
    0.6 + (0.4 * i) / 1000,
    0.4 - (0.4 * i) / 1000,
  ]);
  const quiet = Array.from({ length: 20 }, (_, i) => [0.48 - 0.02 * i, 0.52 + 0.02 * i]);
  const both = predictionsOf([...busy, ...quiet]);
  const own = Uint16Array.from([...busy.map(() => 0), ...quiet.map(() => 1)]);

  it('loses a twentieth of the right labels, a quiet type counting as much as a busy one', () => {
    const below = abstainThreshold(both, own);
    const lost = (rows: readonly number[][]): number =>
      rows.filter((row) => Math.fround(Math.max(...row)) < below).length / rows.length;
    expect((lost(busy) + lost(quiet)) / 2).toBeLessThanOrEqual(0.05);
    // One row of the quiet type more would be 0.025 more.
    expect((lost(busy) + lost(quiet)) / 2).toBeGreaterThan(0.02);
  });

  it('is measured apart on types it knows and types it never met', () => {
    const three = predictionsOf([
      [0.9, 0.1],
      [0.55, 0.45],
      [0.2, 0.8],
      [0.5, 0.5],
      [0.95, 0.05],
    ]);
    const shares = unknownShares(
      three,
      Uint16Array.of(0, 0, 1, 2, 2),
      ['a', 'non-iot', 'new'],
      0.6,
    );
    // Half of `a`, none of the phones; one of two of the new.
    expect(shares).toEqual({ ofKnown: 0.25, ofUnmet: 0.5, namedIotAccuracy: 1 });
  });

  it('never abstains where no label was right', () => {
    expect(
      abstainThreshold(
        sample,
        truth.map(() => NO_CLASS),
      ),
    ).toBe(0);
  });
});

describe('a calibration', () => {
  it('is learned from one block and measured on another', async () => {
    const time = Float64Array.from(truth, (_, i) => i);
    const classes = ['a', 'b', 'non-iot'];
    const calibration = await calibrate(
      { time, truth, predictions: sample },
      { time, truth, length: truth.map(() => 100) },
      classes,
      quietJob,
    );
    expect(calibration.types.map(({ type }) => type)).toEqual(classes);
    expect(calibration.packets).toBe(8);
    const mended = withTemperature(sample, calibration.temperature);
    const score = scoreCalibration(calibration, sample, mended, truth, classes)!;
    expect(score.before.brierScore).toBeCloseTo(0.4448, 6);
    expect(score.after).not.toEqual(score.before);
    expect(score.unknown.ofUnmet).toBeNull();
  });
});
