import { Datagram } from './datagram';
import { OpenVpnMarks } from './openvpn-marks';

/** Bytes of a record that are kept: opcode, peer id, packet id, or a session id. */
const HEAD = 16;
const PREFIX = 2;
/** Larger records than any device has packets. */
const MOST_RECORD = 16_384;
/** Waiting for what is missing: so many segments, bytes and seconds; then the capture has lost it. */
const MOST_PENDING = 512;
const MOST_PENDING_BYTES = 2 ** 19;
const MOST_WAIT = 10;
/** A data record that begins a segment makes sure of a stream of which nothing is known yet. */
const SEARCHED_SEGMENTS = 8;

interface Segment {
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly time: number;
  readonly row: number;
}

/** Told of every record: its bytes as far as they are kept, and the packet in which it ended. */
export type TakeRecord = (record: Datagram, row: number) => void;

/**
 * One direction of a TCP connection that carries OpenVPN: puts the segments in order by sequence
 * number and walks the two-byte lengths before each record. What the capture lacks is passed over where a
 * record spans it; else the next place that can only be a record's beginning is looked for.
 */
export class RecordStream {
  records = 0;
  /** Places where a record should have begun and did not. */
  broken = 0;
  /** Bytes that the capture lacks: lost, or cut off when it was taken. */
  missingBytes = 0;
  /** Bytes that belong to records which could not be told apart. */
  skippedBytes = 0;
  /** Data segments seen before the first record was found. */
  searched = 0;

  private readonly record = new Datagram();
  private readonly head = new Uint8Array(HEAD);
  /** Next position in the stream; -1 before the first segment. Positions count on beyond 2^32. */
  private next = -1;
  private pending: Segment[] = [];
  private pendingBytes = 0;

  private inSync = false;
  private everInSync = false;
  /** Bytes of the record so far, with its prefix, and how many it has; 0: prefix not whole. */
  private got = 0;
  private size = 0;
  private prefix = 0;
  private headKnown = 0;
  private recordTime = 0;

  constructor(
    direction: 0 | 1,
    private readonly take: TakeRecord,
  ) {
    this.record.direction = direction;
    this.record.bytes = this.head;
    this.record.view = new DataView(this.head.buffer);
  }

  /** A SYN: the stream begins behind it, afresh where the ends use their ports again. */
  begin(sequence: number): void {
    this.next = (sequence + 1) >>> 0;
    this.pending = [];
    this.pendingBytes = 0;
    this.startRecord();
  }

  /**
   * A segment with data.
   * @param segment its payload, of which the first `captured` bytes are there
   * @param row what `take` is given of it
   */
  push(segment: Datagram, row: number): void {
    const { sequence, length, time } = segment;
    if (this.next < 0) this.next = sequence;
    const at = this.next + ((sequence - (this.next % 2 ** 32)) | 0);
    if (at + length <= this.next) return;
    if (at <= this.next) {
      const skip = this.next - at;
      const start = segment.at + Math.min(skip, segment.captured);
      this.feed(segment.bytes, start, segment.at + segment.captured, length - skip, time, row);
    } else this.keep(segment, at, row);
    if (this.pending.length > 0) this.advance(time);
  }

  /** Nothing more will come: what waits is read as far as that goes. */
  finish(): void {
    while (this.pending.length > 0) this.passGap();
  }

  private keep(segment: Datagram, at: number, row: number): void {
    const { bytes, captured, length, time } = segment;
    const copy = bytes.slice(segment.at, segment.at + captured);
    let place = this.pending.length;
    while (place > 0 && this.pending[place - 1]!.at > at) place -= 1;
    this.pending.splice(place, 0, { at, length, bytes: copy, time, row });
    this.pendingBytes += copy.length;
  }

  /** Takes what waits and fits; a gap that lasts is the capture's. */
  private advance(now: number): void {
    this.takeFitting();
    while (
      this.pending.length > MOST_PENDING ||
      this.pendingBytes > MOST_PENDING_BYTES ||
      (this.pending.length > 0 && now - this.pending[0]!.time > MOST_WAIT)
    ) {
      this.passGap();
    }
  }

  private takeFitting(): void {
    let taken = 0;
    for (const { at, length, bytes, time, row } of this.pending) {
      if (at > this.next) break;
      taken += 1;
      this.pendingBytes -= bytes.length;
      const skip = this.next - at;
      if (skip >= length) continue;
      this.feed(bytes, Math.min(skip, bytes.length), bytes.length, length - skip, time, row);
    }
    if (taken > 0) this.pending.splice(0, taken);
  }

  private passGap(): void {
    const [first] = this.pending;
    if (!first) return;
    if (first.at > this.next) this.hole(first.at - this.next, first.time, first.row);
    this.takeFitting();
  }

  /** Bytes [from, to) of the stream that were captured, then what is missing up to `length`. */
  private feed(
    bytes: Uint8Array,
    from: number,
    to: number,
    length: number,
    time: number,
    row: number,
  ): void {
    const there = Math.min(length, to - from);
    this.walk(bytes, from, from + there, time, row);
    this.next += there;
    if (there < length) this.hole(length - there, time, row);
  }

  private walk(bytes: Uint8Array, from: number, to: number, time: number, row: number): void {
    let at = from;
    while (at < to) {
      if (!this.inSync) {
        const start = this.findRecord(bytes, at, to, at === from);
        this.skippedBytes += start - at;
        at = start;
        if (at === to) return;
        this.startRecord();
      }
      if (this.got < PREFIX + HEAD) at = this.takeHead(bytes, at, to);
      if (!this.inSync) continue;
      const rest = Math.min(to - at, Math.max(0, this.size - this.got));
      this.got += rest;
      at += rest;
      this.recordTime = Math.max(this.recordTime, time);
      this.endRecord(row);
    }
  }

  /** Takes bytes one by one as far as the head goes, and checks that a record can begin so. */
  private takeHead(bytes: Uint8Array, from: number, to: number): number {
    let at = from;
    while (at < to && this.got < PREFIX + HEAD && (this.got < PREFIX || this.got < this.size)) {
      const value = bytes[at]!;
      at += 1;
      this.got += 1;
      if (this.got === 1) this.prefix = value;
      else if (this.got === PREFIX) this.size = (this.prefix << 8) + value + PREFIX;
      else {
        this.head[this.got - PREFIX - 1] = value;
        this.headKnown = this.got - PREFIX;
      }
      if (this.got === PREFIX + 1 && !isRecord(this.size - PREFIX, value)) {
        this.broken += 1;
        this.inSync = false;
        // The record before may have been none: what came since is looked at no more.
        this.skippedBytes += PREFIX + 1;
        return at;
      }
    }
    return at;
  }

  /** A part of the stream that is not there. */
  private hole(length: number, time: number, row: number): void {
    this.missingBytes += length;
    this.next += length;
    if (!this.inSync) return;
    if (this.got <= PREFIX || this.got + length > this.size) {
      // A prefix lies in what is missing.
      if (this.got > 0 || length > 0) this.inSync = false;
      this.skippedBytes += this.got;
      this.got = this.size = 0;
      return;
    }
    this.got += length;
    this.recordTime = Math.max(this.recordTime, time);
    this.endRecord(row);
  }

  private startRecord(): void {
    this.inSync = true;
    this.everInSync = true;
    this.got = this.size = this.headKnown = 0;
    this.recordTime = 0;
  }

  private endRecord(row: number): void {
    if (this.size <= 0 || this.got < PREFIX || this.got < this.size) return;
    const { record } = this;
    record.time = this.recordTime;
    record.length = this.size - PREFIX;
    record.captured = Math.min(this.headKnown, record.length);
    this.records += 1;
    this.take(record, row);
    this.startRecord();
  }

  /** Where in the bytes a record begins, so that those behind it do, too; `to` where none does. */
  private findRecord(bytes: Uint8Array, from: number, to: number, isSegment: boolean): number {
    if (!this.everInSync) {
      this.searched += 1;
      return this.searched <= SEARCHED_SEGMENTS && chainLength(bytes, from, to) > 0 ? from : to;
    }
    for (let at = from; at + PREFIX + 4 <= to; at += 1) {
      const chain = chainLength(bytes, at, to);
      if (chain > 0 && ((isSegment && at === from) || chain >= 2 || this.knows(bytes, at + PREFIX)))
        return at;
    }
    return to;
  }

  /** Whether opcode and peer id, or the beginning of a session id, are those of the last record. */
  private knows(bytes: Uint8Array, at: number): boolean {
    for (let i = 0; i < 4; i += 1) if (bytes[at + i] !== this.head[i]) return false;
    return true;
  }
}

/** Whether a segment can begin with a record of a stream of which nothing is known. */
export function mayBeginRecord({ bytes, at, captured }: Datagram): boolean {
  return chainLength(bytes, at, at + captured) > 0;
}

function isRecord(length: number, first: number): boolean {
  return length <= MOST_RECORD && OpenVpnMarks.fits(first, length);
}

/** How many records in a row can begin at `at`; 0 where one of those that would cannot. */
function chainLength(bytes: Uint8Array, at: number, to: number): number {
  let chain = 0;
  while (at + PREFIX < to) {
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if (!isRecord(length, bytes[at + PREFIX]!)) return 0;
    chain += 1;
    at += PREFIX + length;
  }
  return chain;
}
