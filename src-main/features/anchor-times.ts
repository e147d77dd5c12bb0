import type { PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import type { FeaturePart } from './each-packet';
import { KindLists, stretchAround } from './kind-lists';
import { logTime } from './log-time';

/**
 * How long ago each anchor was seen last, and how soon it comes next, for the packets of a part, all of
 * them and in order. A packet that is an anchor is not its own last or next.
 */
export class AnchorTimes {
  private readonly lists: KindLists;
  /** Of each anchor when its last packet was sent, and its next one: only an anchor changes them. */
  private readonly last: Float64Array;
  private readonly next: Float64Array;
  /** Of each anchor the place in the lists of the packet that `next` is of. */
  private readonly place: Int32Array;

  /** @param never Seconds taken where there is none, and the most that is ever taken. */
  constructor(
    private readonly view: View,
    anchors: readonly PacketKind[],
    private readonly part: FeaturePart,
    private readonly never: number,
  ) {
    const [from, end] = stretchAround(view, part, never, Math.min(never, part.ahead));
    this.lists = new KindLists(view, anchors, from, end);
    this.place = this.lists.start.slice(0, anchors.length);
    this.last = new Float64Array(anchors.length).fill(Number.NEGATIVE_INFINITY);
    this.next = new Float64Array(anchors.length);
    for (let anchor = 0; anchor < anchors.length; anchor++) this.skipEarlier(anchor);
  }

  /**
   * Writes the log times since and until each anchor, one anchor after the other.
   * @param i A packet of the part: its first, then each the one after the one before.
   * @returns The place after what was written.
   */
  write(i: number, values: Float32Array, at: number): number {
    const { last, next, never } = this;
    const { ahead } = this.part;
    const now = this.view.time[i] as number;
    const anchors = last.length;
    const own = anchors === 0 ? -1 : this.lists.kindOf(i);
    if (own >= 0) this.goOn(own);
    const most = Math.min(ahead, never);
    const nowhere = logTime(never);
    for (let anchor = 0; anchor < anchors; anchor++) {
      const since = now - (last[anchor] as number);
      const until = (next[anchor] as number) - now;
      values[at++] = since < never ? logTime(since) : nowhere;
      values[at++] = until <= most ? logTime(until) : nowhere;
    }
    if (own >= 0) last[own] = now;
    return at;
  }

  private skipEarlier(anchor: number): void {
    const { packets, start } = this.lists;
    const end = start[anchor + 1] as number;
    let at = this.place[anchor] as number;
    while (at < end && (packets[at] as number) < this.part.from) at++;
    if (at > (start[anchor] as number)) {
      this.last[anchor] = this.view.time[packets[at - 1] as number] as number;
    }
    this.place[anchor] = at;
    this.next[anchor] = this.timeAt(at, anchor);
  }

  /** The anchor's next packet is the one after the present one. */
  private goOn(anchor: number): void {
    const at = (this.place[anchor] = (this.place[anchor] as number) + 1);
    this.next[anchor] = this.timeAt(at, anchor);
  }

  private timeAt(place: number, anchor: number): number {
    const { packets, start } = this.lists;
    if (place >= (start[anchor + 1] as number)) return Number.POSITIVE_INFINITY;
    return this.view.time[packets[place] as number] as number;
  }
}
