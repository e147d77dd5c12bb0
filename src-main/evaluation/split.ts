import { firstAtOrAfter, WINDOW } from '../features';

/** A view's packets [0, trainEnd) to learn from and [testStart, count) to be tested on. */
export interface TimeSplit {
  readonly trainEnd: number;
  readonly testStart: number;
  readonly trainStartTime: number;
  readonly trainEndTime: number;
  readonly testStartTime: number;
  readonly testEndTime: number;
  readonly gapSeconds: number;
}

const SHORTEST_GAP = 60;

/**
 * Splits by time, never at random: neighbouring packets are alike, and a random split would test on
 * what it has trained on. Between the parts lies a gap of 60 s or of one window of packets at that
 * place if that takes longer (but no more than a twentieth of the capture).
 * @param time Packet times in order, seconds.
 * @param share Of the duration that is trained on, between 0 and 1.
 * @param window Packets in a window.
 */
export function splitByTime(time: Float64Array, share: number, window = WINDOW): TimeSplit {
  const first = time[0] ?? 0;
  const last = time[time.length - 1] ?? 0;
  const trainEndTime = first + share * (last - first);
  const trainEnd = firstAtOrAfter(time, trainEndTime);
  const afterWindow = time[Math.min(time.length - 1, trainEnd + window)] ?? last;
  const most = (last - first) / 20;
  const gapSeconds = Math.min(Math.max(SHORTEST_GAP, afterWindow - trainEndTime), most);
  const testStartTime = trainEndTime + gapSeconds;
  return {
    trainEnd,
    testStart: firstAtOrAfter(time, testStartTime),
    trainStartTime: first,
    trainEndTime,
    testStartTime,
    testEndTime: last,
    gapSeconds,
  };
}
