import type { Home } from '../contract/home';
import type { Predictions } from '../contract/learning';

/**
 * Everything about the tested packets, side by side: what evaluation may look at and features may
 * not. Arrays are as long as the test part of the view.
 */
export interface TestPart {
  readonly home: Home;
  readonly time: Float64Array;
  /** Index into `home.devices`; -1 for tunnel control. */
  readonly devices: Int32Array;
  /** Class of each device, indexes into `labels`. */
  readonly classOfDevice: Int32Array;
  /** The model's classes, then types it has never seen. */
  readonly labels: readonly string[];
  readonly truth: Uint16Array;
  readonly predictions: Predictions;
}

/** Probability that the adversary gave to the label it chose for packet `i`. */
export function confidenceOf({ predictions }: TestPart, i: number): number {
  const { probability, label, classes } = predictions;
  return probability[i * classes + (label[i] as number)] as number;
}
