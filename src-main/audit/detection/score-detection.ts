import type { DetectionScores } from '../../contract/detection';
import { checkpoint, type Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import { spokenWindows } from '../../features';
import type { OpenDetector } from '../../inference';
import type { Owners } from './owners';
import { responseOf } from './response';

/** From here on a type is called present. */
export const PRESENT = 0.5;

/**
 * Scores detectors: windows as they were against the same windows without the type's packets, where it sends
 * something in them.
 * @param ends of the windows that are judged
 */
export async function scoreDetection(
  view: View,
  owners: Owners,
  detectors: readonly OpenDetector[],
  ends: readonly number[],
  seed: number,
  job: Job,
): Promise<DetectionScores> {
  const scores: DetectionScores = {
    precision: {},
    recall: {},
    f1: {},
    meanF1: null,
    judged: {},
    responseSeconds: {},
  };
  const step = { stage: 'evaluating', total: detectors.length, unit: 'steps' } as const;
  for (const [done, open] of detectors.entries()) {
    await checkpoint(job);
    job.report({ ...step, done });
    const { type, window } = open.detector;
    const { others, times } = owners.packetsOf(type);
    const spoken = spokenWindows(times, ends, window);
    const found = open.ask(view, spoken).filter((share) => share >= PRESENT).length;
    const wrong = open.ask(view, spoken, others).filter((share) => share >= PRESENT).length;
    scores.judged[type] = spoken.length;
    scores.precision[type] = found + wrong === 0 ? null : found / (found + wrong);
    scores.recall[type] = spoken.length === 0 ? null : found / spoken.length;
    scores.f1[type] = spoken.length === 0 ? null : (2 * found) / (spoken.length + found + wrong);
    scores.responseSeconds[type] = await responseOf(view, open, { others, times }, seed, job);
  }
  const known = Object.values(scores.f1).filter((value) => value !== null);
  if (known.length > 0) scores.meanF1 = known.reduce((sum, one) => sum + one, 0) / known.length;
  return scores;
}
