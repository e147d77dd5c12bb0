import { DATA } from '../contract/vantage';
import { SERIALISATION } from './datagrams';
import { SEGMENT_BYTES, segmentFrame } from './outer-frames';
import type { OuterSink } from './carrier';

const NEVER = Number.POSITIVE_INFINITY;
/** Records that one turn of the tunnel's event loop writes leave together, in seconds. */
const TICK = 50e-6;
const NO_ORIGIN = -1;

/**
 * One direction of the TCP connection of a tunnel: records are written into the socket's buffer, segments of at most
 * 1448 bytes leave it. A segment that is not full waits while an earlier one of that sort is not acknowledged
 * (Nagle's algorithm, RFC 1122, section 4.2.3.4, in Linux' variant by Minshall), so that records gather behind it.
 */
export class TcpWriter {
  /** When segments can leave; NEVER: nothing is written, or all waits for an acknowledgement. */
  sendAt = NEVER;
  /** Bytes written and not sent. */
  private unsent = 0;
  private lineFree = Number.NEGATIVE_INFINITY;
  /** Whether a segment that was not full is on its way; until when, once its acknowledgement is. */
  private smallUnderWay = false;
  private smallUntil = NEVER;
  private waits = false;
  /** Records not wholly sent: bytes yet to be sent of the first, then whole ones. */
  private readonly records = new RecordQueue();

  constructor(
    private readonly direction: number,
    private readonly outer: OuterSink,
    private readonly recordSink: OuterSink,
    private readonly hasNagle: boolean,
  ) {}

  write(time: number, bytes: number, origin: number, kind: number): void {
    this.records.push(bytes, origin, kind);
    this.unsent += bytes;
    if (this.sendAt === NEVER) this.sendAt = Math.max(time + TICK, this.lineFree);
  }

  /**
   * Sends what can be sent at `sendAt`.
   * @param sent Told of each segment: its time and whether it was full.
   */
  send(sent: (time: number, isFull: boolean) => void): void {
    let time = this.sendAt;
    this.sendAt = NEVER;
    if (this.smallUnderWay && time >= this.smallUntil) this.smallUnderWay = false;
    while (this.unsent >= SEGMENT_BYTES) {
      this.segment(time, SEGMENT_BYTES);
      sent(time, true);
      time += SERIALISATION;
    }
    if (this.unsent > 0) {
      if (this.hasNagle && this.smallUnderWay) {
        this.waits = true;
        if (this.smallUntil !== NEVER) this.sendAt = this.smallUntil;
      } else {
        this.segment(time, this.unsent);
        this.smallUnderWay = true;
        this.smallUntil = NEVER;
        sent(time, false);
        time += SERIALISATION;
      }
    }
    this.lineFree = time;
  }

  /** The segment that was not full is acknowledged, which this end learns at `time`. */
  acknowledged(time: number): void {
    this.smallUntil = time;
    if (!this.waits) return;
    this.waits = false;
    this.sendAt = Math.min(this.sendAt, Math.max(time, this.lineFree));
  }

  private segment(time: number, bytes: number): void {
    const { records } = this;
    let left = bytes;
    let origin = NO_ORIGIN;
    let hasEnd = false;
    let kind = -1;
    while (left > 0) {
      const isData = records.kind === DATA;
      const ends = records.left <= left;
      // Of several, the first that ends in it; where none ends, the one whose bytes it carries.
      if (isData && (kind !== DATA || (ends && !hasEnd))) {
        origin = records.origin;
        hasEnd = ends;
        kind = DATA;
      } else if (kind === -1) {
        kind = records.kind;
      }
      if (!ends) {
        records.left -= left;
        break;
      }
      left -= records.left;
      const frame = segmentFrame(records.bytes);
      this.recordSink.add(time, frame, this.direction, records.origin, records.kind);
      records.shift();
    }
    this.unsent -= bytes;
    this.outer.add(time, segmentFrame(bytes), this.direction, origin, kind);
  }
}

/** Records that wait, first in, first out, in a ring that grows. */
class RecordQueue {
  /** Bytes of the first that are not sent yet. */
  left = 0;
  private ring = new Int32Array(3 * 64);
  private first = 0;
  private count = 0;

  get bytes(): number {
    return this.ring[this.first] as number;
  }

  get origin(): number {
    return this.ring[this.first + 1] as number;
  }

  get kind(): number {
    return this.ring[this.first + 2] as number;
  }

  push(bytes: number, origin: number, kind: number): void {
    if (3 * this.count === this.ring.length) this.grow();
    const at = (this.first + 3 * this.count) % this.ring.length;
    this.ring[at] = bytes;
    this.ring[at + 1] = origin;
    this.ring[at + 2] = kind;
    if (this.count++ === 0) this.left = bytes;
  }

  shift(): void {
    this.first = (this.first + 3) % this.ring.length;
    this.count--;
    this.left = this.count > 0 ? this.bytes : 0;
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.ring.length);
    larger.set(this.ring.subarray(this.first));
    larger.set(this.ring.subarray(0, this.first), this.ring.length - this.first);
    this.ring = larger;
    this.first = 0;
  }
}
