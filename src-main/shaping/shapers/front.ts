import { DUMMY } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { mergeTraffic } from '../merge';
import { numberOf, type Shaper } from '../shaper';
import { TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';

/**
 * FRONT (Gong and Wang, USENIX Security 2020): in each session each way draws a number of dummies and the
 * scale of a Rayleigh law, by which their times follow the session's beginning. All of them are sent.
 */
export const front: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const { random, owner } = context;
    const idle = numberOf(context, 'idle');
    const lowest = Math.min(numberOf(context, 'wmin'), numberOf(context, 'wmax'));
    const highest = Math.max(numberOf(context, 'wmin'), numberOf(context, 'wmax'));
    const ways = [
      { direction: OUTBOUND, most: numberOf(context, 'out'), times: [] as number[] },
      { direction: INBOUND, most: numberOf(context, 'in'), times: [] as number[] },
    ];
    let last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < stream.count; row++) {
      const time = stream.time[row] as number;
      if (time - last > idle) {
        for (const { most, times } of ways) {
          const count = 1 + random.integer(most);
          const scale = random.between(lowest, highest);
          for (let i = 0; i < count; i++) {
            times.push(time + scale * Math.sqrt(-2 * Math.log(1 - random.uniform())));
          }
        }
      }
      last = time;
    }
    const added = ways.map(({ direction, times }) => {
      const rows = new WayQueue(stream, direction);
      const dummies = new TrafficWriter(times.length);
      if (rows.length === 0) return dummies.take();
      for (const time of Float64Array.from(times).sort()) {
        const size = rows.sizeOf(random.integer(rows.length));
        dummies.add(time, size, direction, owner, rows.template, DUMMY);
      }
      return dummies.take();
    });
    return mergeTraffic([stream, ...added]);
  },
};
