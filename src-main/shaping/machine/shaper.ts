import { DUMMY } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { mergeTraffic } from '../merge';
import { numberOf, type Shaper } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';
import { MachineEnd } from './end';
import { type MachinePreset, presetMachines } from './presets';

const MICRO = 1e-6;

/** Machines of a preset at both ends of the stream. */
export const machine: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const { largest, owner, start, end, random } = context;
    const preset = context.values['preset'] as MachinePreset;
    const machines = presetMachines(preset, {
      paddingFraction: numberOf(context, 'padding'),
      blockingFraction: numberOf(context, 'blocking'),
    });
    // DAITA sends packets of one size; others have dummies with sizes of the stream's own.
    const isOneSize = preset === 'daita';
    const ways = [INBOUND, OUTBOUND].map((way) => ({
      queue: new WayQueue(stream, way),
      sent: new TrafficWriter(stream.count),
      sizes: random.fork(10 + way),
    }));
    const ends: MachineEnd[] = [INBOUND, OUTBOUND].map(
      (direction) =>
        new MachineEnd(machines, random.fork(direction), direction, { send: transmit }),
    );
    const last = (end - start) / MICRO;
    let row = 0;
    for (;;) {
      const arrives = row < stream.count ? micro(row) : Number.POSITIVE_INFINITY;
      const which = (ends[0] as MachineEnd).due <= (ends[1] as MachineEnd).due ? 0 : 1;
      const next = ends[which] as MachineEnd;
      if (next.due < arrives) {
        if (next.due > last) break;
        next.advance(next.due);
      } else if (row < stream.count) {
        (ends[stream.direction[row] as number] as MachineEnd).queue(row, arrives);
        row++;
      } else break;
    }
    for (const one of ends) one.finish(last);
    return mergeTraffic(ways.map(({ sent }) => sent.take()));

    function micro(at: number): number {
      return ((stream.time[at] as number) - start) / MICRO;
    }

    function transmit(from: MachineEnd, at: number, time: number): void {
      const { queue, sent, sizes } = ways[from.direction] as (typeof ways)[number];
      const seconds = start + time * MICRO;
      if (at >= 0) {
        copyReal(sent, stream, at, seconds, isOneSize ? largest : null);
      } else {
        const own = queue.length === 0 ? largest : queue.sizeOf(sizes.integer(queue.length));
        const size = isOneSize ? largest : Math.min(largest, own);
        sent.add(seconds, size, from.direction, owner, queue.template, DUMMY);
      }
      (ends[1 - from.direction] as MachineEnd).receive(at < 0, time);
    }
  },
};

function copyReal(
  into: TrafficWriter,
  from: Traffic,
  row: number,
  time: number,
  size: number | null,
): void {
  into.add(
    Math.max(time, from.time[row] as number),
    size ?? (from.size[row] as number),
    from.direction[row] as number,
    from.owner[row] as number,
    from.source[row] as number,
    from.kind[row] as number,
  );
}
