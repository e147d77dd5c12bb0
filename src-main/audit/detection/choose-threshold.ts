import type { Job } from '../../contract/job';
import type { FeatureMatrix } from '../../contract/learning';
import { forestPredict, trainForest } from '../../learning';

/** Parts of the time, each left out in turn. */
const PARTS = 4;
const FOREST = { trees: 100, minLeaf: 1, maxDepth: 24, featuresPerSplit: 'sqrt' } as const;
/** Thresholds that are tried, and how much worse than the best one may be that is nearer the middle. */
const TRIED = Array.from({ length: 61 }, (_, i) => 0.2 + i / 100);
const AS_GOOD = 0.002;

/**
 * From how sure on a type is to be called present: where F1 is best on parts of the time that were left out, since
 * a forest is surer of what it learned from. Of those as good the middle one.
 * @param matrix windows with the type in order of time, then the same without
 * @param apart so many windows overlap: between a part and the others as many are left out
 */
export async function chooseThreshold(
  { columns, values, names }: FeatureMatrix,
  windows: number,
  apart: number,
  seed: number,
  job: Job,
): Promise<number> {
  const present: number[] = [];
  const absent: number[] = [];
  for (let part = 0; part < PARTS; part += 1) {
    const from = Math.floor((part * windows) / PARTS);
    const to = Math.floor(((part + 1) * windows) / PARTS);
    const all = Array.from({ length: windows }, (_, i) => i);
    const learned = all.filter((i) => i < from - apart || i >= to + apart);
    const tested = all.slice(from, to);
    if (learned.length === 0 || tested.length === 0) continue;
    const rowsOf = (chosen: readonly number[]): FeatureMatrix => {
      const both = [...chosen, ...chosen.map((i) => windows + i)];
      const picked = new Float32Array(both.length * columns);
      both.forEach((row, at) =>
        picked.set(values.subarray(row * columns, (row + 1) * columns), at * columns),
      );
      return { rows: both.length, columns, names, values: picked };
    };
    const labels = new Uint16Array(2 * learned.length).fill(1, 0, learned.length);
    const options = { ...FOREST, seed: seed + part };
    const forest = await trainForest(rowsOf(learned), labels, 2, options, job);
    const { probability } = forestPredict(forest, rowsOf(tested));
    tested.forEach((_, i) => {
      present.push(probability[2 * i + 1]!);
      absent.push(probability[2 * (tested.length + i) + 1]!);
    });
  }
  const f1 = TRIED.map((threshold) => {
    const found = present.filter((share) => share >= threshold).length;
    const wrong = absent.filter((share) => share >= threshold).length;
    return (2 * found) / Math.max(1, present.length + found + wrong);
  });
  const best = Math.max(...f1);
  const good = TRIED.filter((_, i) => f1[i]! >= best - AS_GOOD);
  return good[good.length >> 1]!;
}
