import type { Frame } from './frame';

/**
 * Looks at every decoded frame while captures are read, payload and all; copies of packets recorded
 * twice are not shown. The frame is good until `see` returns.
 */
export interface FrameTap {
  see(frame: Frame): void;
}
