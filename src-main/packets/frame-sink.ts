import type { Warning } from '../contract/results';
import { CopyFinder } from './copies';
import { Frame } from './frame';
import { FrameBatch } from './frame-batch';
import type { FrameTap } from './frame-tap';
import { HintCollector } from './hints/collector';
import type { InternedLists } from './interned-lists';
import { decodeLink } from './link-layer';
import type { RecordSink } from './record-sink';
import type { TableBuilder } from './table-builder';

const LONG_GAP_SECONDS = 365 * 86_400;

/** Where the format readers put what they find in one file: rows into the table, oddities here. */
export class FrameSink implements RecordSink {
  packets = 0;
  /** Sum of the frame lengths. */
  frameBytes = 0;
  truncatedPackets = 0;
  /** Copies of packets recorded twice, which left no row. */
  duplicates = 0;
  /** Frames lost by the capture's own count, by interface. */
  private readonly lostOf = new Map<number, number>();
  undecodablePackets = 0;
  simulated = false;
  /** Link types of the interfaces in the order they were declared, each once. */
  readonly linkTypes: number[] = [];
  private readonly declared = new Set<number>();
  /** The first problem of the file's structure. */
  damage: { offset: number; detail: string } | null = null;
  private readonly warnings = new Map<Warning['code'], number>();
  private readonly frame: Frame;
  private readonly batch = new FrameBatch();
  private lastTime = Number.NaN;
  private readonly copies = new CopyFinder();

  constructor(
    private readonly table: TableBuilder,
    readonly hints: HintCollector = new HintCollector(),
    /** Whether packets recorded twice stay rows. */
    private readonly keepsCopies = false,
    /** Sees every frame that became a row; null where nobody looks. */
    private readonly tap: FrameTap | null = null,
  ) {
    this.frame = new Frame(table, hints);
  }

  /** The addresses of the run. */
  get lists(): InternedLists {
    return this.table.lists;
  }

  /** All frames until the next call lie in these bytes. */
  setBytes(bytes: Uint8Array, view: DataView): void {
    this.frame.bytes = bytes;
    this.frame.view = view;
  }

  /**
   * One frame: `captured` bytes from `at` on of what had `length` bytes on the wire. A time of NaN
   * (simple packet blocks have none) is that of the frame before, or 0. Frames become rows when the
   * batch is full, or by `flush`.
   */
  add(time: number, at: number, captured: number, length: number, linkType: number): void {
    const { batch } = this;
    const { count } = batch;
    batch.time[count] = time;
    batch.start[count] = at;
    batch.captured[count] = captured;
    batch.length[count] = length;
    batch.linkType[count] = linkType;
    batch.count = count + 1;
    if (batch.isFull) this.flush();
  }

  /** Decodes the frames added; needed before their bytes move. */
  flush(): void {
    const { batch } = this;
    this.takeFacts();
    for (let i = 0; i < batch.count; i += 1) this.decode(i);
    batch.count = 0;
  }

  /**
   * Counts the frames, notes a clock that goes back or leaps, and gives a frame without a time that
   * of the one before.
   */
  private takeFacts(): void {
    const { count, time, captured, length } = this.batch;
    let { lastTime, frameBytes } = this;
    for (let i = 0; i < count; i += 1) {
      const now = time[i]!;
      if (now < lastTime) this.warn('time-backwards');
      else if (now - lastTime > LONG_GAP_SECONDS) this.warn('time-gap');
      if (now !== now) time[i] = lastTime === lastTime ? lastTime : 0;
      lastTime = time[i]!;
      frameBytes += length[i]!;
      if (captured[i]! < length[i]!) this.truncatedPackets += 1;
      else if (captured[i]! > length[i]!) this.warn('captured-longer-than-original');
    }
    this.packets += count;
    this.frameBytes = frameBytes;
    this.lastTime = lastTime;
  }

  private decode(i: number): void {
    const { frame, batch, table } = this;
    const captured = batch.captured[i]!;
    const length = batch.length[i]!;
    const start = batch.start[i]!;
    frame.time = batch.time[i]!;
    frame.row = table.addRow(frame.time, length);
    frame.start = start;
    frame.end = start + captured;
    frame.wireEnd = start + length;
    frame.headersCut = false;
    frame.network = frame.transport = -1;
    if (!decodeLink(frame, batch.linkType[i]!)) this.undecodablePackets += 1;
    else if (!this.keepsCopies && this.copies.isCopy(frame)) {
      this.leaveOut(captured, length);
      return;
    } else if (frame.headersCut) this.warn('headers-cut');
    else if (frame.encrypted) this.warn('wifi-encrypted');
    if (this.tap !== null) this.tap.see(frame);
  }

  /** Takes the newest row back: it was a copy. */
  private leaveOut(captured: number, length: number): void {
    this.table.dropRow();
    this.packets -= 1;
    this.frameBytes -= length;
    if (captured < length) this.truncatedPackets -= 1;
    this.duplicates += 1;
  }

  /** Frames lost on an interface of the file, by the newest statistics of it. */
  lost(interfaceNumber: number, frames: number | null): void {
    if (frames !== null) this.lostOf.set(interfaceNumber, frames);
  }

  /** Frames that the capture lost by its own count; null when it does not say. */
  get droppedPackets(): number | null {
    if (this.lostOf.size === 0) return null;
    return [...this.lostOf.values()].reduce((sum, frames) => sum + frames, 0);
  }

  declareLink(linkType: number): void {
    if (this.declared.has(linkType)) return;
    this.declared.add(linkType);
    this.linkTypes.push(linkType);
  }

  /** The file is broken at `offset`; only the first such place is told in words. */
  damaged(code: 'truncated-file' | 'malformed-block', offset: number, detail: string): void {
    this.damage ??= { offset, detail };
    this.warn(code);
  }

  warn(code: Warning['code']): void {
    this.warnings.set(code, (this.warnings.get(code) ?? 0) + 1);
  }

  /** What was odd, in a fixed order. */
  warningList(): Warning[] {
    if (this.undecodablePackets > 0) {
      this.warnings.set('unsupported-link', this.undecodablePackets);
    }
    if (this.duplicates > 0) this.warnings.set('duplicates-removed', this.duplicates);
    if (this.droppedPackets) this.warnings.set('packets-dropped', this.droppedPackets);
    return [...this.warnings]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}
