import type { Job } from '../contract/job';
import type { FeatureMatrix, FeatureSet } from '../contract/learning';
import type { View } from '../contract/vantage';
import { contextFeatures } from './context';
import { type FeaturePart, wholeOf } from './each-packet';
import type { KindChains } from './kind-chains';
import { packetFeatures } from './packet';

/**
 * The features of a view's packets, a row each.
 * @param part Of which packets; all by default. What lies before them is seen all the same.
 * @param chains Of `linkSameKind`, for those who ask for many parts of one view.
 * @throws HomeMoleError `cancelled`.
 */
export function computeFeatures(
  view: View,
  set: FeatureSet,
  job: Job,
  part: FeaturePart = wholeOf(view),
  chains?: KindChains,
): Promise<FeatureMatrix> {
  if (set.kind === 'sequence') throw new RangeError('a sequence is no matrix of features');
  return set.kind === 'context'
    ? contextFeatures(view, set, job, part, chains)
    : packetFeatures(view, set, job, part);
}
