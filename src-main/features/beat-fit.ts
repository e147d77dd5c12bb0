import type { Beat } from '../contract/learning';
import type { View } from '../contract/vantage';
import { BeatTracks, beatTypes } from './beat-tracks';
import type { FeaturePart } from './each-packet';
import { LONGEST_PERIOD } from './find-beats';
import { stretchAround } from './kind-lists';

/** Columns of each class that has a beat. */
export const BEAT_COLUMNS = 4;
/** Seconds beside the beat up to which a packet is looked for, and what is written where there is none. */
export const FAR_OFF = 2;
/** Periods looked at on each side. */
const PERIODS = 4;
/** No packet further away, in seconds, is looked at. */
const REACH = LONGEST_PERIOD + FAR_OFF;

/** Whether a packet `off` seconds beside the beat is on it: clocks drift more over more periods. */
export function isClose(off: number, periods: number): boolean {
  return Math.abs(off) < 0.03 + 0.02 * Math.abs(periods);
}

function isLoose(off: number, periods: number): boolean {
  return Math.abs(off) < 0.15 + 0.1 * Math.abs(periods);
}

/**
 * How well packets of a part fit the beats of the classes: whether others of their kind came whole
 * periods before and after. Two devices of one chip that send the same packets every 60.00 and every
 * 60.18 seconds are told apart by this.
 */
export class BeatFit {
  private readonly tracks: BeatTracks;
  /** The columns of a packet that fits no beat. */
  private readonly none: Float32Array;

  constructor(
    private readonly view: View,
    beats: readonly Beat[],
    private readonly part: FeaturePart,
  ) {
    const stretch = stretchAround(view, part, REACH, Math.min(REACH, part.ahead));
    this.tracks = new BeatTracks(view, beats, stretch, PERIODS);
    this.none = Float32Array.from({ length: beatTypes(beats).length * BEAT_COLUMNS }, (_, k) =>
      k % BEAT_COLUMNS < 2 ? FAR_OFF : -1,
    );
  }

  /**
   * Writes a packet's columns: for each class the seconds by which the nearest packet of the kind
   * misses the beat before and after, and how many of the periods around have one on the beat, by a
   * narrow and a wide measure. FAR_OFF and -1 where the class has no beat of this kind.
   * @param i A packet of the part; none after it may have been asked for before.
   */
  write(i: number, values: Float32Array, at: number): void {
    const { none } = this;
    for (let k = 0; k < none.length; k++) values[at + k] = none[k] as number;
    if (none.length === 0) return;
    const kind = this.tracks.kindOf(i);
    if (kind < 0) return;
    const { time } = this.view;
    const now = time[i] as number;
    for (const track of this.tracks.ofKind(kind)) {
      const column = at + track.place * BEAT_COLUMNS;
      let close = 0;
      let loose = 0;
      for (let periods = -PERIODS; periods <= PERIODS; periods++) {
        if (periods === 0 || Math.abs(periods) * track.period > LONGEST_PERIOD) continue;
        const found = this.tracks.nearest(i, kind, track, periods, now + this.part.ahead);
        const off = found < 0 ? FAR_OFF : (time[found] as number) - (now + periods * track.period);
        const miss = Math.abs(off) < FAR_OFF ? off : FAR_OFF;
        if (periods === -1) values[column] = miss;
        if (periods === 1) values[column + 1] = miss;
        if (isClose(miss, periods)) close++;
        if (isLoose(miss, periods)) loose++;
      }
      values[column + 2] = close;
      values[column + 3] = loose;
    }
  }
}
