import { checkpoint, type Job } from '../contract/job';
import type { View } from '../contract/vantage';

const PACKETS_AT_ONCE = 16_384;

/** For which packets of a view features are computed, and how much of it they may see. */
export interface FeaturePart {
  /** The first packet, and the one after the last. */
  readonly from: number;
  readonly end: number;
  /** Seconds after each packet beyond which it sees nothing; Infinity: the whole view. */
  readonly ahead: number;
}

export function wholeOf(view: View): FeaturePart {
  return { from: 0, end: view.count, ahead: Number.POSITIVE_INFINITY };
}

/**
 * Calls `visit` for each packet of a part in order, with its row in the matrix; reports progress and
 * gives way in between.
 * @throws HomeMoleError `cancelled`.
 */
export async function eachPacket(
  view: View,
  { from, end }: FeaturePart,
  job: Job,
  visit: (packet: number, row: number) => void,
): Promise<void> {
  for (let first = from; first < end; first += PACKETS_AT_ONCE) {
    job.report({
      stage: 'features',
      subject: view.vantage,
      done: first - from,
      total: end - from,
      unit: 'packets',
    });
    await checkpoint(job);
    const next = Math.min(end, first + PACKETS_AT_ONCE);
    for (let packet = first; packet < next; packet++) visit(packet, packet - from);
  }
}
