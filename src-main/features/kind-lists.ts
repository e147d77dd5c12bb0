import type { PacketKind } from '../contract/learning';
import type { View } from '../contract/vantage';

/** No packet of IP is as long. */
const MOST_LENGTH = 65_600;

/** Orders kinds by length, direction and server port. */
export function byKind(one: PacketKind, other: PacketKind): number {
  return (
    one.length - other.length ||
    one.direction - other.direction ||
    (one.serverPort ?? 0) - (other.serverPort ?? 0)
  );
}

/** The packets of some kinds in a stretch of a view: for each kind a list in order of time. */
export class KindLists {
  /** Of each packet of the stretch the number of its kind; -1 for any other packet. */
  private readonly kind: Int16Array;
  /** Packets of the view, one kind after the other. */
  readonly packets: Int32Array;
  /** Where the packets of each kind begin; one more than there are kinds. */
  readonly start: Int32Array;

  /**
   * @param kinds Each once, sorted by `byKind`.
   * @param from The first packet of the stretch.
   * @param end The one after its last.
   */
  constructor(
    view: View,
    kinds: readonly PacketKind[],
    private readonly from: number,
    end: number,
  ) {
    const find = kindFinder(kinds);
    this.kind = new Int16Array(end - from);
    this.start = new Int32Array(kinds.length + 1);
    for (let i = from; i < end; i++) {
      const kind = (this.kind[i - from] = find(view, i));
      if (kind >= 0) this.start[kind + 1]!++;
    }
    for (let k = 0; k < kinds.length; k++) this.start[k + 1]! += this.start[k] as number;
    this.packets = new Int32Array(this.start[kinds.length] as number);
    const place = this.start.slice();
    for (let i = from; i < end; i++) {
      const kind = this.kind[i - from] as number;
      if (kind >= 0) this.packets[place[kind]!++] = i;
    }
  }

  /** Number of a packet's kind; -1 where it is none of them. */
  kindOf(packet: number): number {
    return this.kind[packet - this.from] as number;
  }
}

/** The packets within some seconds before and after those of a part. */
export function stretchAround(
  { time, count }: View,
  part: { readonly from: number; readonly end: number },
  before: number,
  after: number,
): [from: number, end: number] {
  let { from, end } = part;
  if (from === end) return [from, end];
  const earliest = (time[from] as number) - before;
  const latest = (time[end - 1] as number) + after;
  while (from > 0 && (time[from - 1] as number) >= earliest) from--;
  while (end < count && (time[end] as number) <= latest) end++;
  return [from, end];
}

function kindFinder(kinds: readonly PacketKind[]): (view: View, packet: number) => number {
  /** First kind of each length and direction; those of other ports follow it. */
  const first = new Int16Array(MOST_LENGTH * 2).fill(-1);
  for (let kind = kinds.length - 1; kind >= 0; kind--) {
    const { length, direction } = kinds[kind] as PacketKind;
    if (length < MOST_LENGTH) first[length * 2 + direction] = kind;
  }
  return ({ length, direction, serverPort }, packet) => {
    const size = length[packet] as number;
    if (size >= MOST_LENGTH) return -1;
    const towards = direction[packet] as number;
    let kind = first[size * 2 + towards] as number;
    if (kind < 0 || serverPort === null) return kind;
    for (; kind < kinds.length; kind++) {
      const wanted = kinds[kind] as PacketKind;
      if (wanted.length !== size || wanted.direction !== towards) return -1;
      if (wanted.serverPort === serverPort[packet]) return kind;
    }
    return -1;
  };
}
