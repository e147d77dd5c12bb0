import type { Random } from '../contract/random';
import type { ShapingValues } from '../contract/shaping-parameters';
import type { Traffic } from './traffic';

/** What a shaper may know beside the packets. */
export interface ShaperContext {
  readonly values: ShapingValues;
  /** Largest packet that passes whole where this runs, in bytes. */
  readonly largest: number;
  /** Of this stream alone. */
  readonly random: Random;
  /** Seconds since the epoch between which the capture lies. */
  readonly start: number;
  readonly end: number;
  /** Owner of dummies: the stream's device, or -1. */
  readonly owner: number;
  /** A number for the connection that a row of the PacketTable belongs to, the same both ways. */
  flowOf(row: number): number;
}

/**
 * One kind of shaping: a stream in time order in, one in time order out. Within a direction real packets keep
 * their order, none is lost, none leaves before it came; what may be cut, delayed or added is said by the
 * shaping's `effects`.
 */
export interface Shaper {
  /** `packet`: each packet by itself; `stream`: streams of the home or of each device, by the setting `per`. */
  readonly scope: 'packet' | 'stream';
  shape(stream: Traffic, context: ShaperContext): Traffic;
}

/** A setting that is a number. */
export function numberOf({ values }: Pick<ShaperContext, 'values'>, key: string): number {
  return Number(values[key]);
}
