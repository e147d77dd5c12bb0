import type { JobOutcome, JobRequest } from '../contract/ipc';
import { inputOf } from './answers';
import type { KeptAdversaries } from './kept-adversaries';
import type { ModelLibrary } from './library';
import { audit, type Hooks, type Place, study, train } from './operations';
import { shapingSearch, shapingStudy } from './shaping';

/** Who keeps what jobs make. */
export interface Keepers {
  readonly library: ModelLibrary;
  readonly adversaries: KeptAdversaries;
}

/**
 * Runs a job of the window.
 * @param jobId Names the folder in which a trained model waits.
 * @throws HomeMoleError of the job
 */
export async function runJob(
  { kind, request }: JobRequest,
  jobId: string,
  place: Place,
  { library, adversaries }: Keepers,
  hooks: Hooks,
): Promise<JobOutcome> {
  const { captures, labels, events } = inputOf(request.source, place);
  if (kind === 'audit') {
    const { vantages, seed } = request;
    const onTrained = await adversaries.begin({ captures, labels });
    const models = ['best' as const];
    const options = { captures, labels, events, vantages, models, seed, onTrained };
    return { kind, result: await audit(options, place, hooks) };
  }
  if (kind === 'study') {
    const { plan } = request;
    return { kind, result: await study({ captures, labels, plan }, place, hooks) };
  }
  if (kind === 'shaping') {
    const { plan } = request;
    return { kind, result: await shapingStudy({ captures, labels, events, plan }, place, hooks) };
  }
  if (kind === 'shaping-search') {
    const { vantage, budget, effort, seed } = request;
    const options = { captures, labels, events, vantage, budget, effort, seed };
    return { kind, result: await shapingSearch(options, place, hooks) };
  }
  const { vantage, model, devices, window, epochs, seed } = request;
  const out = await library.waitingFolder(jobId);
  const options = { captures, labels, vantage, model, window, epochs, seed, only: devices, out };
  return { kind, result: await train(options, place, hooks) };
}
