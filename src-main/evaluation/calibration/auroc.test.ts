import { describe, expect, it } from 'vitest';
import { areaUnderRoc } from './auroc';

const area = (unknown: number[], known: number[], weight = known.map(() => 1)): number | null =>
  areaUnderRoc(Float64Array.from(unknown), Float64Array.from(known), Float64Array.from(weight));

describe('areaUnderRoc', () => {
  it('is what scikit-learn 1.2 says (roc_auc_score), ties and weights included', () => {
    const unknown = [0.5, 0.6, 0.3, 0.5, 0.8, 0.8, 0.1];
    const known = [0.4, 0.2, 0.6, 0.2, 0.6, 0.7, 0.4, 0.7, 0.7];
    expect(area(unknown, known)).toBeCloseTo(0.47619047619047616, 12);
    const weight = [1, 2, 0.5, 1, 1, 3, 0.25, 1, 2];
    expect(area(unknown, known, weight)).toBeCloseTo(0.5136778115501519, 12);
  });

  it('is 1 where all known rows are surer, 0 where none is, a half where all are alike', () => {
    expect([area([1, 2], [3, 4]), area([3, 4], [1, 2]), area([5, 5], [5])]).toEqual([1, 0, 0.5]);
  });

  it('is nothing without rows on either side', () => {
    expect([area([], [1]), area([1], [])]).toEqual([null, null]);
  });
});
