import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { mergeTraffic } from '../merge';
import { numberOf, type Shaper, type ShaperContext } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';

/** Time of a full packet on a 1 Gbit/s line, in seconds: what leaves together leaves so far apart. */
export const SERIALISATION = 12e-6;

/** Each packet waits for a random time, and for those before it. */
export const jitter: Shaper = {
  scope: 'packet',
  shape(stream, context) {
    const { random } = context;
    const most = numberOf(context, 'max');
    const isUniform = context.values['law'] === 'uniform';
    const draw = (): number => (isUniform ? most * random.uniform() : random.exponential(most));
    return delayEach(stream, (time, last) => Math.max(last, time + (most === 0 ? 0 : draw())));
  },
};

/** Packets leave at full periods of the clock, those that wait one right after the other. */
export const batch: Shaper = {
  scope: 'packet',
  shape(stream, context: ShaperContext) {
    const period = numberOf(context, 'period');
    return delayEach(stream, (time, last) => {
      const release = context.start + Math.ceil((time - context.start) / period - 1e-9) * period;
      return Math.max(release, time, last + SERIALISATION);
    });
  },
};

/** First in, first out in each direction. */
function delayEach(stream: Traffic, when: (time: number, last: number) => number): Traffic {
  const ways = [INBOUND, OUTBOUND].map((direction) => {
    const way = new TrafficWriter(stream.count);
    let last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < stream.count; row++) {
      if (stream.direction[row] !== direction) continue;
      last = when(stream.time[row] as number, last);
      way.copy(stream, row, last);
    }
    return way.take();
  });
  return mergeTraffic(ways);
}
