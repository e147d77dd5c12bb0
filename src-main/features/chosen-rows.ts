import type { Job } from '../contract/job';
import type { FeatureMatrix, FeatureSet } from '../contract/learning';
import type { View } from '../contract/vantage';
import { computeFeatures } from './compute';

/** Packets whose features are computed at once: the matrix of a whole view would fill the memory. */
const PACKETS_AT_ONCE = 65_536;

/**
 * The features of chosen packets of a view, a row each, in their order.
 * @param chosen Ascending.
 * @throws HomeMoleError `cancelled`.
 */
export async function computeRows(
  view: View,
  set: FeatureSet,
  chosen: Int32Array,
  job: Job,
): Promise<FeatureMatrix> {
  const columns = set.columns.length;
  const values = new Float32Array(chosen.length * columns);
  const within: Job = { signal: job.signal, report: () => undefined };
  const report = (done: number): void =>
    job.report({
      stage: 'features',
      subject: view.vantage,
      done,
      total: view.count,
      unit: 'packets',
    });
  report(0);
  let row = 0;
  for (let from = 0; from < view.count; from += PACKETS_AT_ONCE) {
    const end = Math.min(view.count, from + PACKETS_AT_ONCE);
    const part = await computeFeatures(view, set, within, {
      from,
      end,
      ahead: Number.POSITIVE_INFINITY,
    });
    for (; row < chosen.length && (chosen[row] as number) < end; row++) {
      const at = ((chosen[row] as number) - from) * columns;
      values.set(part.values.subarray(at, at + columns), row * columns);
    }
    report(end);
  }
  return { rows: chosen.length, columns, names: set.columns, values };
}
