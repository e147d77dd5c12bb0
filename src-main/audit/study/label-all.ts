import type { Job } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import type { View } from '../../contract/vantage';
import { wholeOf } from '../../features';
import { type LabelThreads, openLabeller, type TrainedModel } from '../../inference';

/** What an adversary says of the packets of several views, each asked about by itself, in one list. */
export async function labelAll(
  adversary: TrainedModel,
  views: readonly View[],
  job: Job,
  { workerEntry, threads }: LabelThreads,
): Promise<Predictions> {
  const labeller = await openLabeller(adversary, '', { workerEntry, threads });
  try {
    const classes = adversary.classes.length;
    const rows = views.reduce((sum, { count }) => sum + count, 0);
    const label = new Uint16Array(rows);
    const probability = new Float32Array(rows * classes);
    let at = 0;
    for (const view of views) {
      const answers = await labeller.label(view, wholeOf(view), job);
      label.set(answers.label, at);
      probability.set(answers.probability, at * classes);
      at += view.count;
    }
    return { rows, classes, label, probability };
  } finally {
    await labeller.release();
  }
}
