import { checkpoint, type Job } from '../contract/job';
import type { View } from '../contract/vantage';

const PACKETS_AT_ONCE = 16_384;

/**
 * Calls `visit` for each packet of a view in order, reporting progress and giving way in between.
 * @throws HomeMoleError `cancelled`.
 */
export async function eachPacket(
  view: View,
  job: Job,
  visit: (packet: number) => void,
): Promise<void> {
  for (let first = 0; first < view.count; first += PACKETS_AT_ONCE) {
    job.report({
      stage: 'features',
      subject: view.vantage,
      done: first,
      total: view.count,
      unit: 'packets',
    });
    await checkpoint(job);
    const end = Math.min(view.count, first + PACKETS_AT_ONCE);
    for (let packet = first; packet < end; packet++) visit(packet);
  }
}
