import { describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { Random } from '../contract/random';
import { binMatrix } from './bin-matrix';
import { Sample } from './sample';
import { SplitSearch, type NodeRows } from './split-search';

/** A node of all rows, each with its weight. */
async function search(
  columns: number[][],
  labels: number[],
  classes: number,
  minLeaf: number,
  weights = labels.map(() => 1),
) {
  const rows = labels.length;
  const values = new Float32Array(rows * columns.length);
  columns.forEach((column, c) =>
    column.forEach((value, row) => (values[row * columns.length + c] = value)),
  );
  const matrix = { rows, columns: columns.length, names: [], values };
  const data = await binMatrix(matrix, Uint16Array.from(labels), classes, 255, quietJob);
  const sample = new Sample(data.labels, rows);
  labels.forEach((label, row) => {
    sample.rows[row] = row;
    sample.packed[row] = label | (weights[row]! << 16);
  });
  const totals = new Int32Array(classes);
  labels.forEach((label, row) => (totals[label]! += weights[row]!));
  const present = [...totals.keys()].filter((label) => totals[label]! > 0);
  const node: NodeRows = {
    start: 0,
    end: rows,
    weight: totals.reduce((a, b) => a + b, 0),
    squares: totals.reduce((a, b) => a + b * b, 0),
    totals,
    classes: Int32Array.from(present),
    present: present.length,
  };
  const found = new SplitSearch(data, sample, minLeaf);
  found.reset();
  const constant = new Uint8Array(columns.length);
  const vary = found.try(Int32Array.from(columns.keys()), columns.length, node, constant);
  const bound = found.feature < 0 ? null : found.threshold();
  return { feature: found.feature, bound, vary, constant: [...constant] };
}

/** The least weighted Gini impurity that any bound between two values of the columns leaves. */
function bruteForce(
  columns: number[][],
  labels: number[],
  weights: number[],
  minLeaf: number,
): Map<string, number> {
  const impurity = (rows: number[]): number => {
    const all = rows.reduce((sum, row) => sum + weights[row]!, 0);
    const byClass = new Map<number, number>();
    for (const row of rows) {
      byClass.set(labels[row]!, (byClass.get(labels[row]!) ?? 0) + weights[row]!);
    }
    return all * (1 - [...byClass.values()].reduce((sum, one) => sum + (one / all) ** 2, 0));
  };
  const all = labels.map((_, row) => row);
  const of = new Map<string, number>();
  columns.forEach((column, feature) => {
    const values = [...new Set(column)].sort((a, b) => a - b);
    for (let i = 0; i + 1 < values.length; i += 1) {
      const left = all.filter((row) => column[row]! <= values[i]!);
      const right = all.filter((row) => column[row]! > values[i]!);
      if (left.length < minLeaf || right.length < minLeaf) continue;
      of.set(`${feature} ${i}`, impurity(left) + impurity(right));
    }
  });
  return of;
}

describe('SplitSearch', () => {
  const labels = [0, 0, 0, 1, 0, 1, 1, 1, 1];
  const rising = [1, 2, 3, 4, 5, 7, 8, 9, 10];

  // By hand, sum over sides of squared counts / count: after 3 rows 9/3 + (1 + 25)/6 = 7.33;
  // after 5 rows (16 + 1)/5 + 16/4 = 7.4, the best; after 4 rows (9 + 1)/4 + (1 + 16)/5 = 5.9.
  it('finds the best bound of a small node', async () => {
    expect(await search([rising], labels, 2, 1)).toMatchObject({ feature: 0, bound: 6 });
  });

  // The best bound of all would be before the last row. With four rows a side there are two to choose
  // from: after 4 rows 16/4 + (16 + 1)/5 = 7.4, after 5 rows 25/5 + (9 + 1)/4 = 7.5.
  it('leaves each side its least rows', async () => {
    const values = [1, 2, 3, 4, 6, 7, 8, 9, 10];
    expect(await search([values], [0, 0, 0, 0, 0, 0, 0, 0, 1], 2, 4)).toMatchObject({
      bound: 6.5,
    });
    expect(await search([rising], labels, 2, 5)).toMatchObject({ feature: -1 });
  });

  it('prefers the column that tells more, the first of equals, and notes those that do not vary', async () => {
    const useless = [1, 0, 1, 0, 1, 0, 1, 0, 1];
    const same = labels.map(() => 4);
    const found = await search([same, useless, labels, labels], labels, 2, 1);
    expect(found).toEqual({ feature: 2, bound: 0.5, vary: 3, constant: [1, 0, 0, 0] });
  });

  // Weights move it: with row 3 drawn 4 times, after 3 rows is 9/3 + (1 + 64)/9 = 10.2, while
  // after 5 rows is (16 + 16)/8 + 16/4 = 8.
  it('weighs rows by how often they were drawn', async () => {
    const weights = [1, 1, 1, 4, 1, 1, 1, 1, 1];
    expect(await search([rising], labels, 2, 1, weights)).toMatchObject({ bound: 3.5 });
  });

  it('agrees with trying everything, in small nodes and in large ones', async () => {
    const random = new Random(11);
    for (const rows of [2, 3, 5, 17, 64, 200, 900]) {
      for (const classes of [2, 5]) {
        const columns = [2, 3, 20, 250, 250].map((values) =>
          Array.from({ length: rows }, () => random.integer(values)),
        );
        const given = Array.from({ length: rows }, (_, row) =>
          Math.min(classes - 1, Math.floor((columns[2]![row]! / 20) * classes) + random.integer(2)),
        );
        const weights = given.map(() => 1 + random.integer(3));
        const found = await search(columns, given, classes, 2, weights);
        const all = bruteForce(columns, given, weights, 2);
        if (all.size === 0) {
          expect(found.feature).toBe(-1);
          continue;
        }
        const values = [...new Set(columns[found.feature]!)].sort((a, b) => a - b);
        const last = values.filter((value) => value <= found.bound!).length - 1;
        expect(all.get(`${found.feature} ${last}`)).toBeCloseTo(Math.min(...all.values()), 6);
      }
    }
  });
});
