import { DUMMY } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { numberOf, type Shaper, type ShaperContext } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';

/** What two clocks send, and when they may stop. */
interface Clocks {
  /** Seconds between packets, by direction. */
  readonly interval: readonly [inbound: number, outbound: number];
  readonly size: number;
  /** Whether it begins with the capture and ends with it. */
  readonly always: boolean;
  /**
   * Whether a way may keep still at a tick.
   * @param begun when this session began
   * @param quiet seconds since a real packet came, 0 while one waits
   * @param sent packets that it sent in this session
   */
  mayRest(time: number, begun: number, quiet: number, sent: number): boolean;
}

/** Independent link padding (Apthorpe et al. 2017), or BuFLO (Dyer et al. 2012) where it stops. */
export const constantRate: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const interval = numberOf(context, 'interval');
    const tau = numberOf(context, 'tau');
    const always = context.values['stop'] === 'never';
    return sendByClocks(stream, context, {
      interval: [interval, interval],
      size: Math.min(numberOf(context, 'size'), context.largest),
      always,
      mayRest: (time, begun, quiet) => !always && quiet > 0 && time - begun >= tau,
    });
  },
};

/** Tamaraw (Cai et al., CCS 2014): each way ends with a full multiple of packets. */
export const tamaraw: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const multiple = numberOf(context, 'multiple');
    const idle = numberOf(context, 'idle');
    return sendByClocks(stream, context, {
      interval: [numberOf(context, 'in'), numberOf(context, 'out')],
      size: Math.min(numberOf(context, 'size'), context.largest),
      always: false,
      mayRest: (_time, _begun, quiet, sent) => quiet > 0 && quiet >= idle && sent % multiple === 0,
    });
  },
};

function sendByClocks(stream: Traffic, context: ShaperContext, clocks: Clocks): Traffic {
  const { interval, size, always, mayRest } = clocks;
  const { owner, start, end } = context;
  const out = new WayQueue(stream, OUTBOUND);
  const into = new WayQueue(stream, INBOUND);
  const queues = [into, out] as const;
  const sent = new TrafficWriter(stream.count);
  let from = always ? start : Math.min(out.due, into.due);
  while (from !== Number.POSITIVE_INFINITY) {
    const ticks = [0, 0];
    const packets = [0, 0];
    const rests = [false, false];
    let lastReal = from;
    while (!(rests[INBOUND] && rests[OUTBOUND])) {
      const whenIn = from + (ticks[INBOUND] as number) * interval[INBOUND];
      const whenOut = from + (ticks[OUTBOUND] as number) * interval[OUTBOUND];
      const way = whenOut <= whenIn ? OUTBOUND : INBOUND;
      const time = way === OUTBOUND ? whenOut : whenIn;
      if (always && time > end && out.isDone && into.isDone) break;
      ticks[way]!++;
      const queue = queues[way];
      const waits = Math.min(out.due, into.due) <= time;
      if (waits) lastReal = time;
      rests[way] = mayRest(time, from, waits ? 0 : time - lastReal, packets[way] as number);
      if (rests[way]) continue;
      packets[way]!++;
      if (queue.due <= time) queue.send(sent, time, size, size);
      else sent.add(time, size, way, owner, queue.template, DUMMY);
    }
    from = always ? Number.POSITIVE_INFINITY : Math.min(out.due, into.due);
  }
  return sent.take();
}
