import type { View, VantageName, ViewWithOrigin } from '../contract/vantage';
import type { OuterSink } from './tunnels/carrier';

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

/** Collects what an eavesdropper sees in columns, in time order. They grow where need be. */
export class OuterStream implements OuterSink {
  count = 0;
  private readonly hasPorts: boolean;
  private columns: Columns;

  /** @param capacity Packets for which there is room at once. */
  constructor(
    private readonly vantage: VantageName,
    capacity: number,
  ) {
    this.hasPorts = vantage === 'napt';
    this.columns = columnsOf(capacity, this.hasPorts);
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
    if (this.count === this.columns.time.length) this.resize(this.count * 2 + 64);
    const into = this.columns;
    // The stream is nearly sorted: each packet moves at most past those of the last milliseconds.
    let place = this.count++;
    while (place > 0 && (into.time[place - 1] as number) > time) {
      into.time[place] = into.time[place - 1] as number;
      into.length[place] = into.length[place - 1] as number;
      into.direction[place] = into.direction[place - 1] as number;
      into.origin[place] = into.origin[place - 1] as number;
      into.kind[place] = into.kind[place - 1] as number;
      if (this.hasPorts) {
        into.serverPort[place] = into.serverPort[place - 1] as number;
        into.protocols[place] = into.protocols[place - 1] as number;
      }
      place--;
    }
    into.time[place] = time;
    into.length[place] = length;
    into.direction[place] = direction;
    into.origin[place] = origin;
    into.kind[place] = kind;
    if (this.hasPorts) {
      into.serverPort[place] = port;
      into.protocols[place] = bits;
    }
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

  /** How many have a time before `time`. */
  before(time: number): number {
    let place = this.until(time);
    while (place > 0 && this.columns.time[place - 1] === time) place--;
    return place;
  }

  /** Time of the earliest packet; Infinity where there is none. */
  get earliest(): number {
    return this.count > 0 ? (this.columns.time[0] as number) : Number.POSITIVE_INFINITY;
  }

  /** Drops the earliest packets. */
  forget(packets: number): void {
    for (const column of Object.values(this.columns)) column.copyWithin(0, packets, this.count);
    this.count -= packets;
  }

  /** All packets in memory of their own. */
  copy(): ViewWithOrigin {
    return this.viewOf(sliced(this.columns, this.count));
  }

  /** All packets, without copying where the columns are full. Nothing is to be added any more. */
  take(): ViewWithOrigin {
    return this.count === this.columns.time.length ? this.viewOf(this.columns) : this.copy();
  }

  private viewOf({ origin, kind, serverPort, protocols, ...columns }: Columns): ViewWithOrigin {
    const { vantage, count, hasPorts } = this;
    const ports = hasPorts ? { serverPort, protocols } : { serverPort: null, protocols: null };
    const view: View = { vantage, count, ...columns, ...ports };
    return { view, origin, kind, records: null };
  }

  private resize(capacity: number): void {
    const larger = columnsOf(capacity, this.hasPorts);
    for (const name of Object.keys(columns) as (keyof Columns)[]) {
      larger[name].set(this.columns[name].subarray(0, this.count));
    }
    this.columns = larger;
  }
}

function columnsOf(capacity: number, hasPorts: boolean): Columns {
  return {
    time: new Float64Array(capacity),
    length: new Uint32Array(capacity),
    direction: new Uint8Array(capacity),
    origin: new Int32Array(capacity),
    kind: new Uint8Array(capacity),
    serverPort: new Uint16Array(hasPorts ? capacity : 0),
    protocols: new Uint8Array(hasPorts ? capacity : 0),
  };
}

function sliced(columns: Columns, count: number): Columns {
  return {
    time: columns.time.slice(0, count),
    length: columns.length.slice(0, count),
    direction: columns.direction.slice(0, count),
    origin: columns.origin.slice(0, count),
    kind: columns.kind.slice(0, count),
    serverPort: columns.serverPort.slice(0, count),
    protocols: columns.protocols.slice(0, count),
  };
}
