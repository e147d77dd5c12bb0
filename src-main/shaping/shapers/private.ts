import { DUMMY } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { mergeTraffic } from '../merge';
import { numberOf, type Shaper } from '../shaper';
import { TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';

/** More packets than this an interval are never counted as waiting. */
const MOST_WAITING = 1_000_000;

/**
 * Differentially private intervals, in the manner of NetShaper (Sabzi et al., USENIX Security 2024): every
 * interval each way reads how much waits, in bytes as it will be sent, adds Gaussian noise, and sends as much,
 * whatever waits first and dummies after. The noise is calibrated by zero-concentrated differential privacy
 * (Bun and Steinke 2016) for all readings of one window together.
 */
export const dp: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const { owner, start, end, random, largest } = context;
    const period = numberOf(context, 'period');
    const size = Math.min(numberOf(context, 'size'), largest);
    const most = Math.max(1, Math.floor(numberOf(context, 'cap') / size));
    const deviation = noiseDeviation({
      epsilon: numberOf(context, 'epsilon'),
      delta: numberOf(context, 'delta'),
      sensitivity: numberOf(context, 'sensitivity'),
      readings: Math.max(1, Math.ceil(numberOf(context, 'window') / period)),
    });
    const queues = [new WayQueue(stream, INBOUND), new WayQueue(stream, OUTBOUND)] as const;
    const ways = [new TrafficWriter(stream.count), new TrafficWriter(stream.count)] as const;
    for (let tick = 0; ; tick++) {
      const time = start + tick * period;
      if (time > end && queues[0].isDone && queues[1].isDone) break;
      for (const way of [INBOUND, OUTBOUND] as const) {
        const queue = queues[way];
        const waits = queue.waiting(time, size, MOST_WAITING) * size;
        const bytes = waits + random.normal(0, deviation);
        const packets = Math.min(most, Math.max(0, Math.round(bytes / size)));
        for (let i = 0; i < packets; i++) {
          // Evenly over the interval; what comes meanwhile waits for the next reading.
          const at = time + (i * period) / packets;
          if (queue.due <= time) queue.send(ways[way], at, size, size);
          else ways[way].add(at, size, way, owner, queue.template, DUMMY);
        }
      }
    }
    return mergeTraffic(ways.map((way) => way.take()));
  },
};

/**
 * Standard deviation of the noise of each of `readings` readings, so that together they are
 * (epsilon, delta)-differentially private: rho = (sqrt(epsilon + ln 1/delta) - sqrt(ln 1/delta))^2.
 */
export function noiseDeviation(law: {
  epsilon: number;
  delta: number;
  sensitivity: number;
  readings: number;
}): number {
  const tail = Math.log(1 / law.delta);
  const rho = (Math.sqrt(law.epsilon + tail) - Math.sqrt(tail)) ** 2;
  return law.sensitivity * Math.sqrt(law.readings / (2 * rho));
}
