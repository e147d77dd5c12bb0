import type { Beat, PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import { byKind, KindLists } from './kind-lists';

/** One beat of a class. */
export interface Track {
  /** The class's, among those that have a beat. */
  readonly place: number;
  /** Seconds. */
  readonly period: number;
  /** For each number of periods, from the most before, the first packet of the kind at or after it. */
  readonly at: Int32Array;
}

/** Finds, for the packets of a stretch in order, those of the same kind whole periods before and after. */
export class BeatTracks {
  private readonly lists: KindLists;
  private readonly tracks: Track[][];

  /** @param most Periods looked at on each side. */
  constructor(
    private readonly view: View,
    beats: readonly Beat[],
    stretch: readonly [from: number, end: number],
    private readonly most: number,
  ) {
    const kinds = kindsOf(beats);
    const types = beatTypes(beats);
    this.lists = new KindLists(view, kinds, ...stretch);
    this.tracks = kinds.map((kind, number) =>
      beats
        .filter((beat) => byKind(beat, kind) === 0)
        .map(({ type, period }) => ({
          place: types.indexOf(type),
          period,
          at: new Int32Array(2 * most + 1).fill(this.lists.start[number] as number),
        })),
    );
  }

  /** The number of a packet's kind, -1 where no class has a beat of it. */
  kindOf(i: number): number {
    return this.lists.kindOf(i);
  }

  ofKind(kind: number): readonly Track[] {
    return this.tracks[kind] as Track[];
  }

  /**
   * The packet of the kind that is nearest to a beat, by a number of periods after a packet (before,
   * where it is negative); -1 where there is none.
   * @param i None after it may have been asked for before.
   * @param latest No packet after this moment is seen.
   */
  nearest(i: number, kind: number, { period, at }: Track, periods: number, latest: number): number {
    const { time } = this.view;
    const { packets, start } = this.lists;
    const beat = (time[i] as number) + periods * period;
    const end = start[kind + 1] as number;
    let next = at[periods + this.most] as number;
    while (next < end && (time[packets[next] as number] as number) < beat) next++;
    at[periods + this.most] = next;
    const after = next < end ? (packets[next] as number) : -1;
    const before = next > (start[kind] as number) ? (packets[next - 1] as number) : -1;
    if (after < 0 || (time[after] as number) > latest) {
      return before >= 0 && (time[before] as number) <= latest ? before : -1;
    }
    const closer = before >= 0 && beat - (time[before] as number) < (time[after] as number) - beat;
    return closer ? before : after;
  }
}

/** The classes that have a beat, in their order. */
export function beatTypes(beats: readonly Beat[]): string[] {
  return [...new Set(beats.map(({ type }) => type))];
}

function kindsOf(beats: readonly Beat[]): PacketKind[] {
  return [...beats].sort(byKind).filter((beat, i, all) => {
    const before = all[i - 1];
    return before === undefined || byKind(before, beat) !== 0;
  });
}
