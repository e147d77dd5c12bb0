import type { Job } from '../contract/job';
import type { FeatureMatrix, FeatureSet } from '../contract/learning';
import type { View } from '../contract/vantage';
import { contextFeatures } from './context';
import { packetFeatures } from './packet';

export { contextFeatureSet } from './context';
export { packetFeatureSet } from './packet';
export { sliceView, WINDOW, windowCount } from './windows';

/**
 * The features of a view's packets, a row each.
 * @throws HomeMoleError `cancelled`.
 */
export function computeFeatures(view: View, set: FeatureSet, job: Job): Promise<FeatureMatrix> {
  return set.kind === 'context' ? contextFeatures(view, set, job) : packetFeatures(view, set, job);
}
