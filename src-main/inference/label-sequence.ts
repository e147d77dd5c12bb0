import type { Job } from '../contract/job';
import type { FeatureSet, Predictions } from '../contract/learning';
import type { View } from '../contract/vantage';
import { type FeaturePart, packetSequence } from '../features';
import type { SequenceClassifier } from './sequence-classifier';

/**
 * Labels the packets of a part by a network. Its windows end where the part lets it see, half a window
 * after the part at the most, so that those of a stream's latest packets are filled by what came before
 * them. Within a window it sees all of it.
 */
export async function labelSequence(
  classifier: SequenceClassifier,
  view: View,
  set: FeatureSet & { kind: 'sequence' },
  part: FeaturePart,
  job: Job,
): Promise<Predictions> {
  const { window } = classifier;
  const until = seenUntil(view, part, window >> 1);
  const windows = Math.ceil((until - part.from) / window);
  const first = Math.max(0, until - windows * window);
  const seen = { from: first, end: until, ahead: part.ahead };
  const sequence = await packetSequence(view, set, job, seen);
  const { label, probability, classes } = await classifier.predict(sequence, job);
  const [from, end] = [part.from - first, part.end - first];
  return {
    rows: end - from,
    classes,
    label: label.subarray(from, end),
    probability: probability.subarray(from * classes, end * classes),
  };
}

/** The packet after the last that a part lets its packets see. */
function seenUntil({ time, count }: View, { end, ahead }: FeaturePart, most: number): number {
  if (end === 0) return 0;
  const latest = time[end - 1]! + ahead;
  let until = end;
  while (until < count && until < end + most && time[until]! <= latest) until++;
  return until;
}
