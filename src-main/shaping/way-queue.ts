import { FRAGMENT, REAL } from '../contract/shaping';
import type { Traffic, TrafficWriter } from './traffic';

/** What waits to be sent one way: packets of a stream, cut to a size, first in, first out. */
export class WayQueue {
  private readonly rows: Int32Array;
  private next = 0;
  /** Bytes of the next packet that are sent already. */
  private sent = 0;
  /** Row whose headers dummies take: the last real one, at first the first; -1 without any. */
  template: number;

  constructor(
    private readonly stream: Traffic,
    private readonly direction: number,
  ) {
    let count = 0;
    for (let row = 0; row < stream.count; row++) if (stream.direction[row] === direction) count++;
    this.rows = new Int32Array(count);
    for (let row = 0, at = 0; row < stream.count; row++) {
      if (stream.direction[row] === direction) this.rows[at++] = row;
    }
    this.template = count === 0 ? -1 : (stream.source[this.rows[0] as number] as number);
  }

  get length(): number {
    return this.rows.length;
  }

  /** Whether everything is sent. */
  get isDone(): boolean {
    return this.next === this.rows.length;
  }

  /** When the next packet came; infinity when there is none. */
  get due(): number {
    return this.isDone ? Number.POSITIVE_INFINITY : (this.stream.time[this.row] as number);
  }

  /** Bytes of the next packet that are still to be sent. */
  get left(): number {
    return (this.stream.size[this.row] as number) - this.sent;
  }

  /** Size of one of the packets, for cover with the stream's own sizes. */
  sizeOf(which: number): number {
    return this.stream.size[this.rows[which] as number] as number;
  }

  /** Sends the next packet, or as much of it as fits into `most`, as a packet of `size`. */
  send(into: TrafficWriter, time: number, most: number, size: number): void {
    const { stream, row } = this;
    const source = stream.source[row] as number;
    const kind =
      this.sent > 0 && stream.kind[row] === REAL ? FRAGMENT : (stream.kind[row] as number);
    this.template = source;
    const part = Math.min(most, this.left);
    into.add(time, size, this.direction, stream.owner[row] as number, source, kind);
    this.sent += part;
    if (this.sent < (stream.size[row] as number)) return;
    this.sent = 0;
    this.next++;
  }

  /** How many packets of at most `most` bytes wait at a time; counting ends at `limit`. */
  waiting(time: number, most: number, limit: number): number {
    let packets = 0;
    for (let at = this.next; at < this.rows.length && packets < limit; at++) {
      const row = this.rows[at] as number;
      if ((this.stream.time[row] as number) > time) break;
      const bytes = (this.stream.size[row] as number) - (at === this.next ? this.sent : 0);
      packets += Math.ceil(bytes / most);
    }
    return packets;
  }

  private get row(): number {
    return this.rows[this.next] as number;
  }
}
