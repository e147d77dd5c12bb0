import type { DetectionScores } from '../../contract/detection';
import type { Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import { spokenWindows } from '../../features';
import type { OpenDetector } from '../../inference';
import type { TypePackets } from './owners';
import { responseOf } from './response';

export const noScores = (): DetectionScores => ({
  precision: {},
  recall: {},
  f1: {},
  meanF1: null,
  judged: {},
  responseSeconds: {},
  countError: {},
  countedRight: {},
});

/**
 * Scores a detector: windows as they were against the same windows without the type's packets, where it sends
 * something in them.
 * @param ends of the windows that are judged
 */
export async function scoreDetector(
  view: View,
  packets: TypePackets,
  open: OpenDetector,
  ends: readonly number[],
  seed: number,
  scores: DetectionScores,
  job: Job,
): Promise<void> {
  const { type, window } = open;
  const spoken = spokenWindows(packets.times, ends, window);
  const calls = async (of: View): Promise<number> =>
    (await open.ask(of, spoken, job)).filter((share) => share >= open.threshold).length;
  const found = await calls(view);
  const wrong = await calls(packets.without);
  scores.judged[type] = spoken.length;
  scores.precision[type] = found + wrong === 0 ? null : found / (found + wrong);
  scores.recall[type] = spoken.length === 0 ? null : found / spoken.length;
  scores.f1[type] = spoken.length === 0 ? null : (2 * found) / (spoken.length + found + wrong);
  scores.responseSeconds[type] = await responseOf(view, packets, open, seed, job);
}

/** Mean F1 of the types that send something. */
export function meanF1({ f1 }: DetectionScores): number | null {
  const known = Object.values(f1).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
}
