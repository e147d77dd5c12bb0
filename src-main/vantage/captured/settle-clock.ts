import { OUTBOUND } from '../../contract/vantage';
import { type ClockFit, median } from './clock';
import { directionOf, type Events } from './events';
import { outerTime } from './match';

const SECTIONS = 48;
/** Pairs that a section has at least of each direction. */
const LEAST_EACH = 8;
const LEAST_SECTIONS = 4;
/** Of the delays of a section, the share that is below the one that counts as the shortest. */
const SHORT = 0.1;

interface Residuals {
  readonly time: number[];
  /** Beside the line of the clock, in seconds: delays one way, their negative the other, and what is off. */
  readonly off: number[];
}

/**
 * Sets a clock by the pairs that it led to. Shortest delays are nearly the same both ways and vary far less
 * than others, so the clock lies in the middle between them (as in NTP, RFC 5905): section by section, and
 * a line through the sections (Theil and Sen).
 * @param matched for each of `outer` the index of its packet in `inner`, or -1
 * @returns the clock as it was where there are too few pairs both ways
 */
export function settleClock(
  clock: ClockFit,
  inner: Events,
  outer: Events,
  matched: Int32Array,
): ClockFit {
  const both: [Residuals, Residuals] = [
    { time: [], off: [] },
    { time: [], off: [] },
  ];
  matched.forEach((i, k) => {
    if (i < 0) return;
    const time = inner.time[i]!;
    const { time: times, off } = both[directionOf(inner.key[i]!) === OUTBOUND ? 1 : 0];
    times.push(time - clock.startTime);
    off.push(outer.time[k]! - outerTime(clock, time));
  });
  const middles = middlesOf(both);
  if (middles.length === 0) return clock;
  const slope = middles.length < LEAST_SECTIONS ? 0 : slopeOf(middles);
  const offset = median(middles.map(({ time, off }) => off - slope * time));
  const delays = both.map(({ time, off }) =>
    median(off.map((value, i) => value - offset - slope * time[i]!)),
  );
  return {
    ...clock,
    offsetSeconds: clock.offsetSeconds + offset,
    driftPpm: clock.driftPpm + slope * 1e6,
    delaySeconds: (delays[1]! - delays[0]!) / 2,
  };
}

/** The middle between the shortest delays of both ways, of each section of the time. */
function middlesOf([into, out]: readonly [Residuals, Residuals]): { time: number; off: number }[] {
  const fewest = Math.min(into.off.length, out.off.length);
  const sections = Math.min(SECTIONS, Math.floor(fewest / (2 * LEAST_EACH)));
  const times = [...into.time, ...out.time].sort((a, b) => a - b);
  const middles: { time: number; off: number }[] = [];
  for (let section = 0; section < sections; section += 1) {
    const from = times[Math.floor((times.length * section) / sections)]!;
    const next = Math.floor((times.length * (section + 1)) / sections);
    const to = times[next] ?? Number.POSITIVE_INFINITY;
    const [low, high] = [into, out].map(({ time, off }) =>
      off.filter((_, i) => time[i]! >= from && time[i]! < to).sort((a, b) => a - b),
    ) as [number[], number[]];
    if (low.length < LEAST_EACH || high.length < LEAST_EACH) continue;
    const shortIn = low[Math.ceil((1 - SHORT) * low.length) - 1]!;
    const shortOut = high[Math.floor(SHORT * high.length)]!;
    middles.push({
      time: (from + times[next - 1]!) / 2,
      off: (shortIn + shortOut) / 2,
    });
  }
  return middles;
}

function slopeOf(middles: readonly { time: number; off: number }[]): number {
  const slopes: number[] = [];
  const span = middles.at(-1)!.time - middles[0]!.time;
  middles.forEach((a, i) => {
    for (const b of middles.slice(i + 1)) {
      const between = b.time - a.time;
      if (between >= 0.2 * span && between >= 1) slopes.push((b.off - a.off) / between);
    }
  });
  return slopes.length < 3 ? 0 : median(slopes);
}
