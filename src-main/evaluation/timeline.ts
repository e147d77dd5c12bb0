import type { Timeline } from '../contract/results';
import type { TestPart } from './test-part';

const BINS = 240;
const SHORTEST_BIN = 1;

/** Packets of the test part by class and time, as they were and as they were labelled. */
export function timelineOf(test: TestPart): Timeline {
  const { time, labels, truth, predictions } = test;
  const start = time[0] ?? 0;
  const duration = (time[time.length - 1] ?? start) - start;
  const binSeconds = Math.max(SHORTEST_BIN, Math.ceil(duration / BINS));
  const bins = Math.floor(duration / binSeconds) + 1;
  const lanes = labels.map((type) => ({
    type,
    truth: new Array<number>(bins).fill(0),
    labelled: new Array<number>(bins).fill(0),
    correct: new Array<number>(bins).fill(0),
  }));
  for (let i = 0; i < time.length; i++) {
    const label = truth[i] as number;
    const real = lanes[label];
    // The tunnel's own packets are nobody's; what the adversary calls them is not shown.
    if (!real) continue;
    const bin = Math.floor(((time[i] as number) - start) / binSeconds);
    const given = predictions.label[i] as number;
    real.truth[bin]!++;
    lanes[given]!.labelled[bin]!++;
    if (given === label) real.correct[bin]!++;
  }
  return { start, binSeconds, bins, lanes };
}
