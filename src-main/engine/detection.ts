import {
  runDetection as runOn,
  type RunDetectionOptions,
  trainDetection as train,
  type TrainDetectionOptions,
} from '../audit';
import type { DetectionModel, DetectionRun } from '../contract/detection';
import { type Hooks, jobOf, type Place } from './operations';
import { plans } from './progress';

type Without<T> = Omit<T, 'resources' | 'knownDevices'>;

/** Learns which types of devices are there, and writes what was learned. */
export function trainDetection(
  options: Without<TrainDetectionOptions>,
  place: Place,
  hooks: Hooks,
): Promise<DetectionModel> {
  return train(
    { ...place, ...options },
    jobOf(plans.learnDetection(options.outside != null), hooks),
  );
}

/** Tells of each stretch of captures which types of devices are there. */
export function runDetection(
  options: Without<RunDetectionOptions>,
  place: Place,
  hooks: Hooks,
): Promise<DetectionRun> {
  return runOn({ ...place, ...options }, jobOf(plans.detection(options.outside != null), hooks));
}
