import type { CaptureBackend, CaptureRequest, TimestampQuality } from '../../contract/capture';
import type { HomeMoleError } from '../../contract/errors';

/** How a recording by a backend ended. */
export interface Outcome {
  /** Why it ended by itself; null when it was stopped. */
  problem: HomeMoleError | null;
  /** Frames lost, where the backend says so beside the stream; null: see the stream, or unknown. */
  dropped: number | null;
}

/** A recording in progress. */
export interface Recording {
  /** Bytes of a pcapng stream. Reading slowly makes the backend wait, and lose and count packets. */
  readonly stream: AsyncIterable<Uint8Array>;
  /** Ends it; the stream then ends. */
  stop(): void;
  /** Frames lost so far, where the backend tells meanwhile beside the stream; null: not known. */
  dropped(): number | null;
  /** Whether what records waits for packets; absent where that cannot be told. */
  isAsleep?(): boolean;
  /** Settled after the stream has ended. */
  readonly outcome: Promise<Outcome>;
}

/** A way to record packets. */
export interface Backend {
  readonly name: CaptureBackend;
  readonly timestamps: TimestampQuality;
  /** Why it cannot be used here, or null. */
  obstacle(): Promise<HomeMoleError | null>;
  version(): Promise<string>;
  /** What `start` runs, as a person would type it. */
  command(request: CaptureRequest): string;
  /** @throws HomeMoleError `filter-invalid`, or why the interface cannot be opened */
  check(request: CaptureRequest): Promise<void>;
  start(request: CaptureRequest): Recording;
}
