/**
 * Packets that cross the gateway, in time order: a typed array per property, `count` rows. What shapings take
 * and give.
 */
export interface Traffic {
  readonly count: number;
  /** Seconds since the epoch. */
  readonly time: Float64Array;
  /** IP total length in bytes. */
  readonly size: Uint16Array;
  /** INBOUND or OUTBOUND. */
  readonly direction: Uint8Array;
  /** Index of the device that a packet is sent for; -1: the gateway, or the home as a whole. */
  readonly owner: Int32Array;
  /** Row of the PacketTable it carries; of a dummy a row whose headers it takes, or -1. */
  readonly source: Int32Array;
  /** REAL, DUMMY or FRAGMENT. */
  readonly kind: Uint8Array;
}

const FIRST = 1024;

/** Collects packets in columns that grow. */
export class TrafficWriter {
  count = 0;
  private time: Float64Array<ArrayBuffer>;
  private size: Uint16Array<ArrayBuffer>;
  private direction: Uint8Array<ArrayBuffer>;
  private owner: Int32Array<ArrayBuffer>;
  private source: Int32Array<ArrayBuffer>;
  private kind: Uint8Array<ArrayBuffer>;

  constructor(capacity = FIRST) {
    const room = Math.max(capacity, 1);
    this.time = new Float64Array(room);
    this.size = new Uint16Array(room);
    this.direction = new Uint8Array(room);
    this.owner = new Int32Array(room);
    this.source = new Int32Array(room);
    this.kind = new Uint8Array(room);
  }

  add(
    time: number,
    size: number,
    direction: number,
    owner: number,
    source: number,
    kind: number,
  ): void {
    if (this.count === this.time.length) this.grow();
    const at = this.count++;
    this.time[at] = time;
    this.size[at] = size;
    this.direction[at] = direction;
    this.owner[at] = owner;
    this.source[at] = source;
    this.kind[at] = kind;
  }

  /** Adds a packet of other traffic at another time. */
  copy(from: Traffic, row: number, time: number): void {
    this.add(
      time,
      from.size[row] as number,
      from.direction[row] as number,
      from.owner[row] as number,
      from.source[row] as number,
      from.kind[row] as number,
    );
  }

  /** What was collected; nothing may be added any more. */
  take(): Traffic {
    const { count } = this;
    return {
      count,
      time: this.time.subarray(0, count),
      size: this.size.subarray(0, count),
      direction: this.direction.subarray(0, count),
      owner: this.owner.subarray(0, count),
      source: this.source.subarray(0, count),
      kind: this.kind.subarray(0, count),
    };
  }

  private grow(): void {
    const room = this.time.length * 2;
    const larger = <T extends { set(from: T): void }>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.time = larger(new Float64Array(room), this.time);
    this.size = larger(new Uint16Array(room), this.size);
    this.direction = larger(new Uint8Array(room), this.direction);
    this.owner = larger(new Int32Array(room), this.owner);
    this.source = larger(new Int32Array(room), this.source);
    this.kind = larger(new Uint8Array(room), this.kind);
  }
}

/** The given rows, in their order. */
export function selectTraffic(from: Traffic, rows: ArrayLike<number>): Traffic {
  const to = new TrafficWriter(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    to.copy(from, row, from.time[row] as number);
  }
  return to.take();
}
