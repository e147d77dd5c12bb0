import {
  evaluateInteractions as evaluate,
  type RunInteractionsOptions,
  runInteractions as runOn,
  trainInteractions as train,
  type TrainInteractionsOptions,
} from '../audit';
import type {
  InteractionsEvaluation,
  InteractionsModel,
  InteractionsRun,
} from '../contract/interactions';
import { type Hooks, jobOf, type Place } from './operations';
import { plans } from './progress';

type Without<T> = Omit<T, 'resources' | 'knownDevices'>;

/** Learns interactions from marked events and writes what was learned. */
export function trainInteractions(
  options: Without<TrainInteractionsOptions>,
  place: Place,
  hooks: Hooks,
): Promise<InteractionsModel> {
  return train(
    { ...place, ...options },
    jobOf(plans.learnInteractions(options.outside != null), hooks),
  );
}

/** Finds interactions in captures. */
export function runInteractions(
  options: Without<RunInteractionsOptions>,
  place: Place,
  hooks: Hooks,
): Promise<InteractionsRun> {
  return runOn({ ...place, ...options }, jobOf(plans.interactions(options.outside != null), hooks));
}

/** Finds interactions in captures and compares them with marked events. */
export function evaluateInteractions(
  options: Without<RunInteractionsOptions> & { readonly events: string },
  place: Place,
  hooks: Hooks,
): Promise<InteractionsEvaluation> {
  return evaluate(
    { ...place, ...options },
    jobOf(plans.interactions(options.outside != null), hooks),
  );
}
