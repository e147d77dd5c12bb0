import type { TrainingPoint } from '@contract/learning';
import { describe, expect, it } from 'vitest';
import { addPoint, linesOfTraining } from './loss-data';

const point = (
  epoch: number,
  loss: number,
  validationLoss: number | null = null,
): TrainingPoint => ({
  epoch,
  loss,
  validationLoss,
  validationAccuracy: validationLoss === null ? null : 0.5,
});

describe('the curve of a training', () => {
  it('grows, and a later word on the same moment is added to it', () => {
    const grown = addPoint(addPoint([], point(0.5, 3)), point(1, 2));
    expect(addPoint(grown, point(1, 2, 2.5))).toEqual([point(0.5, 3), point(1, 2, 2.5)]);
    expect(addPoint(addPoint(grown, point(1, 2, 2.5)), point(1, 2))[1]).toEqual(point(1, 2, 2.5));
  });

  it('begins anew when another training begins', () => {
    expect(addPoint([point(7, 1)], point(0.1, 3))).toEqual([point(0.1, 3)]);
  });

  it('stays short, keeps its ends and every measurement', () => {
    let points: readonly TrainingPoint[] = [];
    for (let i = 1; i <= 9000; i++) {
      points = addPoint(points, point(i / 100, 1, i % 100 === 0 ? 1 : null));
    }
    expect(points.length).toBeLessThanOrEqual(1200);
    expect(points.filter(({ validationLoss }) => validationLoss !== null)).toHaveLength(90);
    expect(points[points.length - 1]?.epoch).toBe(90);
  });

  it('leaves gaps out of lines', () => {
    const { loss, validationLoss } = linesOfTraining([point(1, 3), point(2, 2, 2.2)]);
    expect(loss).toEqual([
      [1, 3],
      [2, 2],
    ]);
    expect(validationLoss).toEqual([[2, 2.2]]);
  });
});
