import { DATA } from '../../contract/vantage';
import { SERIALISATION } from './datagrams';
import { SEGMENT_BYTES, segmentFrame } from '../tunnels/outer-frames';
import type { OuterSink } from '../tunnels/carrier';
import { RecordQueue } from './record-queue';

const NEVER = Number.POSITIVE_INFINITY;
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
  /** Records that are not wholly sent, and so many bytes of the first that are. */
  private readonly records = new RecordQueue();
  private gone = 0;

  constructor(
    private readonly direction: number,
    private readonly outer: OuterSink,
    private readonly recordSink: OuterSink,
    private readonly hasNagle: boolean,
  ) {}

  write(time: number, bytes: number, origin: number, kind: number): void {
    this.records.push(time, bytes, origin, kind);
    this.unsent += bytes;
    if (this.sendAt === NEVER) this.sendAt = Math.max(time, this.lineFree);
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
      const rest = records.bytes - this.gone;
      const ends = rest <= left;
      // Of several, the first that ends in it; where none ends, the one whose bytes it carries.
      if (isData && (kind !== DATA || (ends && !hasEnd))) {
        origin = records.origin;
        hasEnd = ends;
        kind = DATA;
      } else if (kind === -1) {
        kind = records.kind;
      }
      if (!ends) {
        this.gone += left;
        break;
      }
      left -= rest;
      this.gone = 0;
      const frame = segmentFrame(records.bytes);
      this.recordSink.add(time, frame, this.direction, records.origin, records.kind);
      records.shift();
    }
    this.unsent -= bytes;
    this.outer.add(time, segmentFrame(bytes), this.direction, origin, kind);
  }
}
