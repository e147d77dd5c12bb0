import { HintCollector } from '../hints/collector';
import { InternedLists } from '../interned-lists';
import type { RecordSink } from '../record-sink';
import type { Warning } from '../../contract/results';

const FIRST_ROOM = 4096;

/** The frames of one chunk of a file: where they lie in its bytes, and their times. No object each. */
export class Records implements RecordSink {
  bytes: Uint8Array = new Uint8Array(0);
  view: DataView = new DataView(this.bytes.buffer);
  count = 0;
  time = new Float64Array(FIRST_ROOM);
  at = new Int32Array(FIRST_ROOM);
  captured = new Int32Array(FIRST_ROOM);
  length = new Float64Array(FIRST_ROOM);
  linkType = new Int32Array(FIRST_ROOM);

  /** Frames of all chunks. */
  packets = 0;
  simulated = false;
  coarse = false;
  damage: { offset: number; detail: string } | null = null;
  /** The finest clock so far. */
  ticksPerSecond = 0;
  readonly linkTypes = new Set<number>();
  readonly warnings = new Map<Warning['code'], number>();
  /** Names are not wanted; they are read into these and forgotten. */
  readonly lists = new InternedLists();
  readonly hints = new HintCollector();
  private readonly lostOf = new Map<number, number>();
  private lastTime = 0;

  /** Forgets the frames of the last chunk. */
  clear(): void {
    this.count = 0;
  }

  setBytes(bytes: Uint8Array, view: DataView): void {
    this.bytes = bytes;
    this.view = view;
  }

  add(time: number, at: number, captured: number, length: number, linkType: number): void {
    const row = this.count;
    if (row === this.time.length) this.grow();
    if (time === time) this.lastTime = time;
    this.time[row] = this.lastTime;
    this.at[row] = at;
    this.captured[row] = captured;
    this.length[row] = length;
    this.linkType[row] = linkType;
    this.count = row + 1;
    this.packets += 1;
  }

  /** Nothing: the frames are taken while the reader pauses, before their bytes move. */
  flush(): void {}

  declareLink(linkType: number, ticksPerSecond: number): void {
    this.linkTypes.add(linkType);
    this.ticksPerSecond = Math.max(this.ticksPerSecond, ticksPerSecond);
  }

  lost(interfaceNumber: number, frames: number | null): void {
    if (frames !== null) this.lostOf.set(interfaceNumber, frames);
  }

  /** Frames that the capture lost by its own count; null when it does not say. */
  get dropped(): number | null {
    if (this.lostOf.size === 0) return null;
    return [...this.lostOf.values()].reduce((sum, frames) => sum + frames, 0);
  }

  damaged(code: 'truncated-file' | 'malformed-block', offset: number, detail: string): void {
    this.damage ??= { offset, detail };
    this.warn(code);
  }

  warn(code: Warning['code']): void {
    if (code === 'coarse-timestamps') this.coarse = true;
    this.warnings.set(code, (this.warnings.get(code) ?? 0) + 1);
  }

  private grow(): void {
    const rows = this.time.length * 2;
    const larger = <T extends Float64Array | Int32Array>(column: T, into: T): T => {
      into.set(column);
      return into;
    };
    this.time = larger(this.time, new Float64Array(rows));
    this.at = larger(this.at, new Int32Array(rows));
    this.captured = larger(this.captured, new Int32Array(rows));
    this.length = larger(this.length, new Float64Array(rows));
    this.linkType = larger(this.linkType, new Int32Array(rows));
  }
}
