import type { Random } from '../../contract/random';
import { DUMMY } from '../../contract/shaping';
import type { PaddingScheme } from '../../contract/shapings/common';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { type PaddingRule, paddingRule } from '../padding-rules';
import { numberOf, type Shaper } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';

/**
 * Stochastic traffic padding (Apthorpe et al., PoPETs 2019). Periods are those of both ways together, with
 * `rate` packets a second each way.
 */
export const stp: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const { random } = context;
    const period = numberOf(context, 'period');
    const scheme = String(context.values['pad']);
    const rule: PaddingRule =
      scheme === 'none'
        ? (size) => size
        : paddingRule(scheme as PaddingScheme, { ...context, random: random.fork(1), width: 80 });
    const packets = Math.max(2, Math.round(numberOf(context, 'rate') * period));
    const step = period / (packets - 1);
    const injections = new Injections(
      context.start,
      period,
      numberOf(context, 'q'),
      random.fork(2),
    );
    const queues = [new WayQueue(stream, INBOUND), new WayQueue(stream, OUTBOUND)] as const;
    const sent = new TrafficWriter(stream.count);
    const cover = random.fork(3);
    let free = context.start;
    for (;;) {
      const real = Math.min(queues[0].due, queues[1].due);
      const begin = Math.max(free, Math.min(real, injections.next));
      if (real === Number.POSITIVE_INFINITY && begin > context.end) break;
      free = begin + period;
      if (injections.next <= begin) injections.take();
      // What would begin within a period makes it longer by one.
      for (; injections.next < free; injections.take()) free += period;
      const blocks = Math.round((free - begin) / period);
      for (let block = 0; block < blocks; block++) {
        sendPeriod(begin + block * period);
      }
    }
    return sent.take();

    function sendPeriod(begin: number): void {
      for (let i = 0; i < packets; i++) {
        const time = begin + i * step;
        for (const way of [OUTBOUND, INBOUND]) {
          const queue = queues[way] as WayQueue;
          if (queue.due <= time) {
            const { left } = queue;
            const most = Math.min(left, context.largest);
            queue.send(sent, time, most, rule(most, queue.template));
          } else if (queue.length > 0) {
            const size = Math.min(queue.sizeOf(cover.integer(queue.length)), context.largest);
            sent.add(time, rule(size, queue.template), way, context.owner, queue.template, DUMMY);
          }
        }
      }
    }
  },
};

/** When periods are begun without need: in each slot with a chance, at a random time within it. */
class Injections {
  next = Number.NEGATIVE_INFINITY;
  private slot = -1;

  constructor(
    private readonly start: number,
    private readonly period: number,
    private readonly chance: number,
    private readonly random: Random,
  ) {
    this.take();
  }

  take(): void {
    if (this.chance <= 0) {
      this.next = Number.POSITIVE_INFINITY;
      return;
    }
    do this.slot++;
    while (this.random.uniform() >= this.chance);
    this.next = this.start + (this.slot + this.random.uniform()) * this.period;
  }
}

/**
 * The chance that a period which is seen holds real traffic, where a share `active` of the slots does:
 * a / (a + (1 - a) q).
 */
export function stpPosterior(active: number, q: number): number {
  const seen = active + (1 - active) * q;
  return seen === 0 ? 0 : active / seen;
}

/** Share of the slots of `period` seconds in which a packet of the stream comes. */
export function activeShare(stream: Traffic, start: number, end: number, period: number): number {
  const slots = Math.max(1, Math.ceil((end - start) / period));
  let active = 0;
  let last = -1;
  for (let row = 0; row < stream.count; row++) {
    const slot = Math.floor(((stream.time[row] as number) - start) / period);
    if (slot !== last) active++;
    last = slot;
  }
  return Math.min(1, active / slots);
}
