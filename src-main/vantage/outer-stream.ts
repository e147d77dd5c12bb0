import type { View, VantageName, ViewWithOrigin } from '../contract/vantage';

const columns = {
  time: Float64Array,
  length: Uint32Array,
  direction: Uint8Array,
  origin: Int32Array,
  kind: Uint8Array,
  serverPort: Uint16Array,
  protocols: Uint8Array,
} as const;
type Columns = { [K in keyof typeof columns]: InstanceType<(typeof columns)[K]> };

/** Collects what an eavesdropper sees in growing columns, in time order. */
export class OuterStream {
  count = 0;
  private columns: Columns;

  constructor(capacity: number) {
    this.columns = columnsOf(capacity);
  }

  /**
   * @param origin Row of the captured packet carried, or -1 for the tunnel's own.
   * @param kind DATA or what else it is for, as in `ViewWithOrigin`.
   * @param port Remote side's port, and the protocol bits: for views that have them.
   * @returns Its place among the packets.
   */
  add(
    time: number,
    length: number,
    direction: number,
    origin: number,
    kind: number,
    port = 0,
    bits = 0,
  ): number {
    if (this.count === this.columns.time.length) this.resize(this.count * 2 + 64, 0);
    const into = this.columns;
    // The stream is nearly sorted: each packet moves at most past those of the last milliseconds.
    let place = this.count++;
    while (place > 0 && (into.time[place - 1] as number) > time) {
      into.time[place] = into.time[place - 1] as number;
      into.length[place] = into.length[place - 1] as number;
      into.direction[place] = into.direction[place - 1] as number;
      into.origin[place] = into.origin[place - 1] as number;
      into.kind[place] = into.kind[place - 1] as number;
      into.serverPort[place] = into.serverPort[place - 1] as number;
      into.protocols[place] = into.protocols[place - 1] as number;
      place--;
    }
    into.time[place] = time;
    into.length[place] = length;
    into.direction[place] = direction;
    into.origin[place] = origin;
    into.kind[place] = kind;
    into.serverPort[place] = port;
    into.protocols[place] = bits;
    return place;
  }

  /** How many of the earliest have a time of at most `time`. */
  until(time: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.columns.time[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Drops the earliest packets. */
  forget(packets: number): void {
    this.resize(this.columns.time.length, packets);
  }

  /** All packets in memory of their own. */
  inTimeOrder(vantage: VantageName): ViewWithOrigin {
    const { count } = this;
    const { time, length, direction, origin, kind, serverPort, protocols } = this.columns;
    const hasPorts = vantage === 'napt';
    const view: View = {
      vantage,
      count,
      time: time.slice(0, count),
      length: length.slice(0, count),
      direction: direction.slice(0, count),
      serverPort: hasPorts ? serverPort.slice(0, count) : null,
      protocols: hasPorts ? protocols.slice(0, count) : null,
    };
    return { view, origin: origin.slice(0, count), kind: kind.slice(0, count), records: null };
  }

  private resize(capacity: number, first: number): void {
    const larger = columnsOf(capacity);
    for (const name of Object.keys(columns) as (keyof Columns)[]) {
      larger[name].set(this.columns[name].subarray(first, this.count));
    }
    this.columns = larger;
    this.count -= first;
  }
}

function columnsOf(capacity: number): Columns {
  return {
    time: new Float64Array(capacity),
    length: new Uint32Array(capacity),
    direction: new Uint8Array(capacity),
    origin: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    serverPort: new Uint16Array(capacity),
    protocols: new Uint8Array(capacity),
  };
}
