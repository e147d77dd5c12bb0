import type { PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';
import type { FeaturePart } from './each-packet';
import { KindLists, stretchAround } from './kind-lists';

/**
 * How long ago each anchor was seen last, and how soon it comes next, for the packets of a part in
 * order. A packet that is an anchor is not its own last or next.
 */
export class AnchorTimes {
  private readonly lists: KindLists;
  /** Of each anchor the first of its packets that is not before the current one. */
  private readonly next: Int32Array;

  /** @param never Seconds given where there is none, and the most that is ever given. */
  constructor(
    private readonly view: View,
    private readonly anchors: readonly PacketKind[],
    private readonly part: FeaturePart,
    private readonly never: number,
  ) {
    const [from, end] = stretchAround(view, part, never, Math.min(never, part.ahead));
    this.lists = new KindLists(view, anchors, from, end);
    this.next = this.lists.start.slice(0, anchors.length);
  }

  /**
   * Calls `put` with the seconds since and until each anchor, one anchor after the other.
   * @param i A packet of the part; none after it may have been asked for before.
   */
  visit(i: number, put: (seconds: number) => void): void {
    const { time } = this.view;
    const { packets, start } = this.lists;
    const { next, never } = this;
    const { ahead } = this.part;
    const now = time[i] as number;
    for (let anchor = 0; anchor < this.anchors.length; anchor++) {
      const end = start[anchor + 1] as number;
      let at = next[anchor] as number;
      while (at < end && (packets[at] as number) < i) at++;
      next[anchor] = at;
      const before = at > (start[anchor] as number) ? (packets[at - 1] as number) : -1;
      put(before < 0 ? never : Math.min(never, now - (time[before] as number)));
      if (at < end && packets[at] === i) at++;
      const wait = at < end ? (time[packets[at] as number] as number) - now : never;
      put(wait > ahead ? never : Math.min(never, wait));
    }
  }
}
