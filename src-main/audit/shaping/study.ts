import { HomeMoleError, problemOf } from '../../contract/errors';
import type { Job } from '../../contract/job';
import { shapingStudySplit } from '../../contract/messages';
import type { ShapingStudy, ShapingStudyPlan } from '../../contract/shaping';
import { formatShaping, parseShaping } from '../../contract/shaping-text';
import { namedEvents, readInteractions } from '../../home';
import { type CaptureInput, loadHome } from '../load';
import { TRAIN_SHARE } from '../options';
import { Ground } from './ground';
import { measureShaping } from './measure';

export interface ShapingStudyOptions extends CaptureInput {
  readonly plan: ShapingStudyPlan;
  /** File of interactions that were marked; null, or left out: what people do is not measured. */
  readonly events?: string | null;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
  readonly threads?: number;
  /** Is told of each run as it ends. */
  readonly onRun?: (run: ShapingStudy['runs'][number]) => void;
}

/** The shapings of a plan in canonical form, `none` first, each once. @throws HomeMoleError `shaping-malformed` */
export function shapingsOf({ shapings }: Pick<ShapingStudyPlan, 'shapings'>): string[] {
  return [...new Set(['none', ...shapings.map((text) => formatShaping(parseShaping(text)))])];
}

/** What a run says of itself in its progress. */
export function shapingSubject(shaping: string, vantage: string): string {
  return `${shaping}, ${vantage}`;
}

/**
 * Many shapings at several vantages, measured alike.
 * @throws HomeMoleError of loading; `shaping-malformed`; `cancelled`; the first run's problem when none came
 *   to an end. Else a run that failed is told in the result.
 */
export async function runShapingStudy(
  options: ShapingStudyOptions,
  job: Job,
): Promise<ShapingStudy> {
  const { plan, workerEntry, threads, onRun } = options;
  const shapings = shapingsOf(plan);
  const written = options.events == null ? [] : await readInteractions(options.events);
  const { home, simulated, files } = await loadHome(options, job);
  const events = namedEvents(written, home.devices);
  const runs: ShapingStudy['runs'] = [];
  const failures: ShapingStudy['failures'] = [];
  let method: ShapingStudy['method'] | null = null;
  for (const vantage of plan.vantages) {
    const { seed, effort } = plan;
    const ground = new Ground(home, vantage, { seed, effort, workerEntry, threads, events });
    method ??= {
      split: shapingStudySplit(effort.trainShare ?? TRAIN_SHARE, effort.hoursOfDay),
      trainSeconds: ground.trainSeconds,
      testSeconds: ground.testSeconds,
      trainPackets: ground.trainHome.packets.count,
      testPackets: ground.testHome.packets.count,
    };
    for (const shaping of shapings) {
      const subject = shapingSubject(shaping, vantage);
      const report = (done: number, total: number): void =>
        job.report({ stage: 'evaluating', subject, done, total, unit: 'steps' });
      try {
        const { adaptive } = effort;
        const run = await measureShaping(ground, parseShaping(shaping), { adaptive, report }, job);
        runs.push(run);
        onRun?.(run);
      } catch (error) {
        const problem = problemOf(error);
        if (problem.code === 'cancelled') throw error;
        failures.push({ shaping, vantage, problem });
      }
    }
  }
  const [failure] = failures;
  if (runs.length === 0 && failure) {
    throw new HomeMoleError(failure.problem.code, failure.problem.params);
  }
  return {
    format: 'homemole-shaping',
    version: 1,
    simulated,
    files: [...files],
    plan: { ...plan, shapings },
    runs,
    failures,
    method: method as ShapingStudy['method'],
  };
}
