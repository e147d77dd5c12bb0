import type { ShapingStep } from '../contract/shaping-parameters';
import { noiseDeviation } from './shapers/private';
import type { Traffic } from './traffic';

/** More packets than this are not computed: some 2 GB of columns. */
export const MOST_PACKETS = 30_000_000;

/** About how many packets a step sends at the most, without sending them. */
export function expectedPackets(
  traffic: Traffic,
  { name, values }: ShapingStep,
  devices: number,
): number {
  const seconds = (traffic.time[traffic.count - 1] as number) - (traffic.time[0] as number);
  const streams = values['per'] === 'device' ? devices : 1;
  const value = (key: string): number => Number(values[key]);
  switch (name) {
    case 'constant-rate':
      return values['stop'] === 'never'
        ? (2 * seconds * streams) / value('interval')
        : traffic.count;
    case 'tamaraw':
      return seconds * streams * (1 / value('in') + 1 / value('out'));
    case 'front': {
      const sessions = sessionsOf(traffic, value('idle'), values['per'] === 'device');
      return traffic.count + (sessions * (value('in') + value('out'))) / 2;
    }
    case 'stp':
      return 2 * seconds * streams * value('rate') * value('q');
    case 'dp': {
      const readings = Math.max(1, Math.ceil(value('window') / value('period')));
      const deviation = noiseDeviation({
        epsilon: value('epsilon'),
        delta: value('delta'),
        sensitivity: value('sensitivity'),
        readings,
      });
      const bytes = Math.min(value('cap'), 0.4 * deviation);
      return (2 * seconds * streams * (1 + bytes / value('size'))) / value('period');
    }
    case 'none':
    case 'pad':
    case 'jitter':
    case 'batch':
    case 'wtf-pad':
    case 'machine':
      return traffic.count;
  }
}

/** How often a stream begins to speak after so long a silence. */
function sessionsOf({ count, time, owner }: Traffic, idle: number, isApart: boolean): number {
  const last = new Map<number, number>();
  let sessions = 0;
  for (let row = 0; row < count; row++) {
    const stream = isApart ? (owner[row] as number) : 0;
    const now = time[row] as number;
    if (now - (last.get(stream) ?? Number.NEGATIVE_INFINITY) > idle) sessions++;
    last.set(stream, now);
  }
  return sessions;
}
