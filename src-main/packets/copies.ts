import type { Frame } from './frame';

/** Finds packets that a capture recorded more than once, as on `any` and on mirror ports. */
export class CopyFinder {
  /** Whether the decoded frame is a copy of one that was recorded shortly before. */
  isCopy(_frame: Frame, _time: number): boolean {
    return false;
  }
}
