import { DUMMY, FRAGMENT, type PacketStrip } from '@contract/shaping';
import { OUTBOUND } from '@contract/vantage';
import { barPath } from './packet-paths';

/** `late`: a real packet, or a piece of one, that leaves later than it came. */
export const stripClasses = ['real', 'late', 'fragment', 'dummy'] as const;
export type StripClass = (typeof stripClasses)[number];

/** Less than this is not seen as a wait, in seconds. */
const LATE = 0.0005;
/** Bytes of a bar that is as high as it can be. */
const TALL = 1500;

export function classOfPacket({ kind, delay }: PacketStrip, i: number): StripClass {
  if (kind[i] === DUMMY) return 'dummy';
  if (kind[i] === FRAGMENT) return 'fragment';
  return (delay[i] ?? 0) > LATE ? 'late' : 'real';
}

/** The part of a strip up to some seconds after its start; its packets are in order of time. */
export function stripUntil(strip: PacketStrip, seconds: number): PacketStrip {
  if (seconds >= strip.seconds) return strip;
  const end = strip.time.findIndex((at) => at > seconds);
  const count = end < 0 ? strip.time.length : end;
  const { from, time, size, direction, kind, delay } = strip;
  return {
    from,
    seconds,
    time: time.slice(0, count),
    size: size.slice(0, count),
    direction: direction.slice(0, count),
    kind: kind.slice(0, count),
    delay: delay.slice(0, count),
  };
}

export interface StripCount {
  sent: number;
  received: number;
}

/** Packets of each class, by direction. */
export function stripCounts(strip: PacketStrip): Record<StripClass, StripCount> {
  const counts = Object.fromEntries(
    stripClasses.map((name) => [name, { sent: 0, received: 0 }]),
  ) as Record<StripClass, StripCount>;
  strip.time.forEach((_, i) => {
    const way = strip.direction[i] === OUTBOUND ? 'sent' : 'received';
    counts[classOfPacket(strip, i)][way]++;
  });
  return counts;
}

/**
 * The packets as one path for each class, however many: what the home sends stands up from the middle,
 * what it receives hangs down, as high as it is long.
 */
export function shapedStripPaths(
  strip: PacketStrip,
  size: { width: number; half: number; bar: number },
): Record<StripClass, string> {
  const parts: Record<StripClass, string[]> = { real: [], late: [], fragment: [], dummy: [] };
  const { width, half, bar } = size;
  strip.time.forEach((at, i) => {
    const x = (at / strip.seconds) * width;
    const tall = Math.max(2, (Math.min(TALL, strip.size[i] ?? 0) / TALL) * (half - 2));
    const up = strip.direction[i] === OUTBOUND;
    parts[classOfPacket(strip, i)].push(barPath(x, half + (up ? -1 : 1), tall, up, bar));
  });
  return {
    real: parts.real.join(''),
    late: parts.late.join(''),
    fragment: parts.fragment.join(''),
    dummy: parts.dummy.join(''),
  };
}
