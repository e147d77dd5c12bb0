import type { Judge } from './judge';

/** One flow, and those who still think that it may be a tunnel. */
export class WatchedFlow {
  packets = 0;
  bytes = 0;
  firstTime = Number.POSITIVE_INFINITY;
  lastTime = Number.NEGATIVE_INFINITY;
  judges: Judge[] = [];
  tries = 0;
  /** A bit for each judge that was called. */
  called = 0;
  /** Nobody thinks so any more. */
  settled = false;

  constructor(
    readonly protocol: number,
    /** Numbers of addresses; `low` sends in direction 0. */
    readonly low: number,
    readonly high: number,
    readonly lowPort: number,
    readonly highPort: number,
  ) {}
}
