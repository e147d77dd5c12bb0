import type { Home, Interaction } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { ShapedRun } from '../../contract/shaping';
import { formatShaping, parseShaping } from '../../contract/shaping-text';
import type { AuditOptions } from '../options';
import { Ground } from './ground';
import { measureShaping } from './measure';
import { shapingSubject } from './study';

/** Trees of the adversaries that an audit measures shapings with. */
const TREES = 60;

/**
 * The shapings that an audit was asked for, at each of its vantages, by its strongest forest.
 * @throws HomeMoleError of shaping; `shaping-malformed`, `cancelled`
 */
export async function measureAll(
  home: Home,
  { shapings = [], vantages, models, seed, workerEntry }: AuditOptions,
  events: readonly Interaction[],
  job: Job,
): Promise<ShapedRun[]> {
  const runs: ShapedRun[] = [];
  if (shapings.length === 0) return runs;
  const model = models[0] === 'forest' ? 'forest' : 'best';
  const effort = { model, trees: TREES, hoursOfDay: 24 } as const;
  for (const vantage of vantages) {
    const ground = new Ground(home, vantage, { seed, effort, workerEntry, events });
    for (const text of shapings) {
      const steps = parseShaping(text);
      const subject = shapingSubject(formatShaping(steps), vantage);
      const report = (done: number, total: number): void =>
        job.report({ stage: 'evaluating', subject, done, total, unit: 'steps' });
      runs.push(await measureShaping(ground, steps, { adaptive: true, report }, job));
    }
  }
  return runs;
}
