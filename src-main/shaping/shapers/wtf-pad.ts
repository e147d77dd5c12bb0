import type { Random } from '../../contract/random';
import { DUMMY } from '../../contract/shaping';
import { INBOUND, OUTBOUND } from '../../contract/vantage';
import { mergeTraffic } from '../merge';
import { numberOf, type Shaper } from '../shaper';
import { type Traffic, TrafficWriter } from '../traffic';
import { WayQueue } from '../way-queue';

/**
 * Adaptive padding (Juarez et al., ESORICS 2016). After a real packet a long gap is drawn; if nothing came
 * until then a dummy begins a false burst, whose short gaps are drawn until the infinite one. Each way by
 * itself, with the gaps of the stream.
 */
export const wtfPad: Shaper = {
  scope: 'stream',
  shape(stream, context) {
    const ways = [INBOUND, OUTBOUND].map((direction) => {
      const rows = new WayQueue(stream, direction);
      const random = context.random.fork(direction);
      const gaps = gapsOf(stream, direction, numberOf(context, 'gap'));
      // As many infinite tokens as finite ones between bursts; in a burst so many that its mean length fits.
      const between = new GapHistogram(gaps.long, 0.5, random);
      const within = new GapHistogram(
        gaps.short,
        1 / Math.max(1, numberOf(context, 'dummies')),
        random,
      );
      const dummies = new TrafficWriter(stream.count);
      let last = Number.NaN;
      const fill = (until: number): void => {
        let at = last + between.draw();
        while (at < until) {
          const size = rows.sizeOf(random.integer(rows.length));
          dummies.add(at, size, direction, context.owner, rows.template, DUMMY);
          at += within.draw();
        }
      };
      for (let row = 0; row < stream.count; row++) {
        if (stream.direction[row] !== direction) continue;
        const time = stream.time[row] as number;
        if (!Number.isNaN(last)) {
          fill(time);
          (time - last > gaps.border ? between : within).remove(time - last);
        }
        last = time;
      }
      if (!Number.isNaN(last)) fill(context.end);
      return dummies.take();
    });
    return mergeTraffic([stream, ...ways]);
  },
};

function gapsOf(
  { count, time, direction: ways }: Traffic,
  direction: number,
  border: number,
): { border: number; short: number[]; long: number[] } {
  const short: number[] = [];
  const long: number[] = [];
  let last = Number.NaN;
  for (let row = 0; row < count; row++) {
    if (ways[row] !== direction) continue;
    const gap = (time[row] as number) - last;
    if (gap > border) long.push(gap);
    else if (gap >= 0) short.push(gap);
    last = time[row] as number;
  }
  return { border, short, long };
}

/** Bins of a factor two from a millisecond on. */
const BINS = 24;
const FIRST = 0.001;
/** Tokens of a full histogram. */
const TOKENS = 1000;

/** Tokens by length of gap: a drawn one and one that a real packet made needless are taken out. */
class GapHistogram {
  private readonly full: Float64Array;
  private tokens: Float64Array;
  private left = 0;

  constructor(
    gaps: readonly number[],
    private readonly infinite: number,
    private readonly random: Random,
  ) {
    this.full = new Float64Array(BINS);
    for (const gap of gaps) this.full[binOf(gap)]!++;
    const scale = TOKENS / Math.max(1, gaps.length);
    this.full.forEach((count, bin) => (this.full[bin] = Math.ceil(count * scale)));
    this.tokens = this.full.slice();
    this.refill();
  }

  /** Seconds, or infinity. */
  draw(): number {
    if (this.left === 0 || this.random.uniform() < this.infinite) return Number.POSITIVE_INFINITY;
    let which = this.random.uniform() * this.left;
    let bin = 0;
    while (bin < BINS - 1 && which >= (this.tokens[bin] as number))
      which -= this.tokens[bin++] as number;
    this.take(bin);
    return this.random.between(bin === 0 ? 0 : FIRST * 2 ** (bin - 1), FIRST * 2 ** bin);
  }

  remove(gap: number): void {
    this.take(binOf(gap));
  }

  private take(bin: number): void {
    if ((this.tokens[bin] as number) <= 0) return;
    this.tokens[bin]!--;
    if (--this.left <= 0) this.refill();
  }

  private refill(): void {
    this.tokens = this.full.slice();
    this.left = this.full.reduce((sum, count) => sum + count, 0);
  }
}

function binOf(gap: number): number {
  return gap < FIRST ? 0 : Math.min(BINS - 1, 1 + Math.floor(Math.log2(gap / FIRST)));
}
