import type { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import { composeView, firstAtOrAfter, rowsWhere } from '../../features';
import type { TypePackets } from './owners';

/** Starts of segments lie so many seconds apart, or a quarter of the window. */
const GRID = 90;

/** Packets of one device in one window. */
export interface Segment {
  readonly rows: Int32Array;
  readonly start: number;
}

/** Puts windows together in which several devices of a type say something. */
export class Superposition {
  private readonly others: Uint8Array;
  /** Packets of one device in one window, each with at least one. */
  private readonly segments: Segment[] = [];

  constructor(
    private readonly view: View,
    packets: TypePackets,
    private readonly window: number,
  ) {
    this.others = packets.own.map((one) => 1 - one);
    const [first, last] = [view.time[0] ?? 0, view.time[view.count - 1] ?? 0];
    for (const rows of packets.devices) {
      const times = Float64Array.from(rows, (row) => view.time[row] as number);
      for (let start = first; start + window <= last; start += Math.max(GRID, window / 4)) {
        const part = rows.subarray(
          firstAtOrAfter(times, start),
          firstAtOrAfter(times, start + window),
        );
        if (part.length > 0) this.segments.push({ rows: part, start });
      }
    }
  }

  /** How many different segments there are. */
  get size(): number {
    return this.segments.length;
  }

  /**
   * What a window is put together of: the others' packets in a window, and segments of the type, different ones as
   * long as there are enough.
   */
  choose(
    devices: number,
    random: Random,
  ): { background: Int32Array; start: number; segments: Segment[] } {
    const { time } = this.view;
    const [first, last] = [time[0] ?? 0, time[time.length - 1] ?? 0];
    const start = random.between(first, Math.max(first, last - this.window));
    const from = firstAtOrAfter(time, start);
    const to = firstAtOrAfter(time, start + this.window);
    const left = this.segments.slice();
    const segments = Array.from({ length: devices }, (_, i) => {
      const next = i % left.length;
      const at = next + random.integer(left.length - next);
      [left[next], left[at]] = [left[at]!, left[next]!];
      return left[next]!;
    });
    return { background: rowsWhere(this.others, from, to), start, segments };
  }

  /**
   * A window of the others' packets with so many segments of the type on it, each shifted in the window by
   * chance, its end to the beginning: copies that begin alike would be no crowd.
   * @returns the packets, and when the window ends
   */
  draw(devices: number, random: Random): { view: View; end: number } {
    const { time } = this.view;
    const { window } = this;
    const { background, start, segments } = this.choose(devices, random);
    const count = segments.reduce((sum, { rows }) => sum + rows.length, background.length);
    const rows = new Int32Array(count);
    rows.set(background);
    const times = new Float64Array(count);
    background.forEach((row, i) => (times[i] = time[row] as number));
    let at = background.length;
    for (const segment of segments) {
      const shift = random.between(0, window);
      for (const row of segment.rows) {
        rows[at] = row;
        times[at++] = start + (((time[row] as number) - segment.start + shift) % window);
      }
    }
    return { view: composeView(this.view, rows, times), end: start + window };
  }
}
