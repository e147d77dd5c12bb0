import type { Home } from '../contract/home';
import type { PacketTable } from '../contract/packet-table';
import { DATA, OUTBOUND, type VantageName, type ViewWithOrigin } from '../contract/vantage';
import { ETHERNET_HEADER } from './napt';
import { OuterStream } from './outer-stream';
import type { Tunnel } from './tunnel';
import { TunnelEnd } from './tunnel-view';

/** A clock that goes back further than this has the packets take the newest time before it. */
const MOST_DISORDER = 1;
const FIRST = 4096;

/** Of each row of a batch: which way it goes and whether it crosses the gateway. */
export type RowsCrossing = Pick<Home, 'direction' | 'internet'>;

/**
 * What an eavesdropper sees while packets come in: the same packets as `viewHome` gives for all of
 * them together. The earliest can be dropped, so that memory is bounded.
 */
export abstract class LiveView {
  private readonly stream = new OuterStream(FIRST);
  /** So many of the earliest are done with; a packet that comes to lie among them is, too. */
  settled = 0;
  private newest = Number.NEGATIVE_INFINITY;

  constructor(readonly vantage: VantageName) {}

  get count(): number {
    return this.stream.count;
  }

  /**
   * Adds the rows of a batch that cross the gateway.
   * @param owners Of each row, what `snapshot` gives as the origin of its packets.
   */
  add(batch: PacketTable, rows: RowsCrossing, owners: Int32Array): void {
    for (let row = 0; row < batch.count; row++) {
      if (rows.internet[row] !== 1) continue;
      const time = batch.time[row] as number;
      if (time < this.newest - MOST_DISORDER) batch.time[row] = this.newest;
      else if (time > this.newest) this.newest = time;
      this.pass(batch, row, rows.direction[row] as number, owners[row] as number);
    }
  }

  /** Tells that nothing from before `time` will come any more. */
  idle(_time: number): void {
    // A tunnel has something to say to that.
  }

  /** How many of the earliest have a time of at most `time`. */
  until(time: number): number {
    return this.stream.until(time);
  }

  /** All packets that are kept, in memory of their own. */
  snapshot(): ViewWithOrigin {
    return this.stream.inTimeOrder(this.vantage);
  }

  /** Drops the earliest packets. */
  forget(packets: number): void {
    this.stream.forget(packets);
    this.settled = Math.max(0, this.settled - packets);
  }

  protected put(...packet: Parameters<OuterStream['add']>): void {
    if (this.stream.add(...packet) < this.settled) this.settled++;
  }

  protected abstract pass(batch: PacketTable, row: number, direction: number, owner: number): void;
}

export class LiveNaptView extends LiveView {
  constructor() {
    super('napt');
  }

  protected override pass(batch: PacketTable, row: number, direction: number, owner: number): void {
    const ports = direction === OUTBOUND ? batch.destinationPort : batch.sourcePort;
    this.put(
      batch.time[row] as number,
      ETHERNET_HEADER + (batch.ipLength[row] as number),
      direction,
      owner,
      DATA,
      ports[row] as number,
      batch.protocols[row] as number,
    );
  }
}

export class LiveTunnelView extends LiveView {
  private readonly end: TunnelEnd;

  constructor(tunnel: Tunnel, seed: number) {
    super(tunnel.name);
    this.end = new TunnelEnd(tunnel, seed, (...packet) => this.put(...packet));
  }

  override idle(time: number): void {
    this.end.idle(time);
  }

  protected override pass(batch: PacketTable, row: number, direction: number, owner: number): void {
    this.end.pass(batch, row, direction, owner);
  }
}
