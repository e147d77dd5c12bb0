import type { Warning } from '../contract/results';
import type { NameLists } from './pcapng-names';

/** Where the format readers put what they find in a file: frames, and what the file says of them. */
export interface RecordSink extends NameLists {
  /** Set when the file says that HomeMole's simulator wrote it. */
  simulated: boolean;
  /** The first problem of the file's structure. */
  readonly damage: { offset: number; detail: string } | null;
  /** All frames until the next call lie in these bytes. */
  setBytes(bytes: Uint8Array, view: DataView): void;
  /**
   * One frame: `captured` bytes from `at` on of what had `length` bytes on the wire. A time of NaN
   * (simple packet blocks have none) is that of the frame before, or 0.
   */
  add(time: number, at: number, captured: number, length: number, linkType: number): void;
  /** Called before the bytes move: what the sink wants of the frames so far it takes now. */
  flush(): void;
  /** An interface whose clock has so many ticks a second; packets may follow. */
  declareLink(linkType: number, ticksPerSecond: number): void;
  /** Frames lost on an interface of the file, by the newest statistics of it. */
  lost(interfaceNumber: number, frames: number | null): void;
  /** The file is broken at `offset`. */
  damaged(code: 'truncated-file' | 'malformed-block', offset: number, detail: string): void;
  warn(code: Warning['code']): void;
}
