import type { PacketTable } from '../contract/packet-table';
import { DATA, OUTBOUND, type VantageName, type ViewWithOrigin } from '../contract/vantage';
import { ETHERNET_HEADER } from './router/napt';
import type { OuterSink } from './tunnels/carrier';
import { OuterStream } from './outer-stream';
import { RouterDns, type RowsCrossing, type RowsOfHome } from './router/router-dns';
import type { Tunnel } from './tunnels/tunnel';
import { TunnelEnd } from './passage/tunnel-view';

/** A clock that goes back further than this has the packets take the newest time before it. */
const MOST_DISORDER = 1;
const FIRST = 4096;

/**
 * What an eavesdropper sees while packets come in: the same packets as `viewHome` gives for all of
 * them together. The earliest can be dropped, so that memory is bounded. All but `snapshot` is about what
 * an adversary works on (`perceived`): in a tunnel over TCP its records.
 */
export abstract class LiveView {
  private readonly stream: OuterStream;
  private readonly dns = new RouterDns();
  /** So many of the earliest are done with; a packet that comes to lie among them is, too. */
  settled = 0;
  private newest = Number.NEGATIVE_INFINITY;

  constructor(readonly vantage: VantageName) {
    this.stream = new OuterStream(vantage, FIRST);
  }

  get count(): number {
    return this.stream.count;
  }

  /**
   * Adds the rows of a batch that cross the gateway.
   * @param owners Of each row, what `snapshot` gives as the origin of its packets.
   * @returns Which these were: among them are those that stand for the router's own questions.
   */
  add(batch: PacketTable, home: RowsOfHome, owners: Int32Array): RowsCrossing {
    const rows = this.dns.pass(batch, home);
    for (let row = 0; row < batch.count; row++) {
      if (rows.internet[row] !== 1) continue;
      const time = batch.time[row] as number;
      if (time < this.newest - MOST_DISORDER) batch.time[row] = this.newest;
      else if (time > this.newest) this.newest = time;
      this.pass(batch, row, rows.direction[row] as number, owners[row] as number);
    }
    return rows;
  }

  /** Tells that nothing from before `time` will come any more. */
  idle(_time: number): void {
    // A tunnel has something to say to that.
  }

  /** Tells that nothing will come any more. */
  finish(): void {
    // A tunnel may have something under way.
  }

  /** How many of the earliest have a time of at most `time`. */
  until(time: number): number {
    return this.stream.until(time);
  }

  /** All packets that are kept, in memory of their own. */
  snapshot(): ViewWithOrigin {
    return this.stream.copy();
  }

  /** Drops the earliest packets. */
  forget(packets: number): void {
    this.stream.forget(packets);
    this.settled = Math.max(0, this.settled - packets);
  }

  /** Time of the earliest that is kept. */
  protected get earliest(): number {
    return this.stream.earliest;
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
  /** The segments of a tunnel over TCP; null for others, whose packets are what is perceived. */
  private readonly segments: OuterStream | null;

  constructor(tunnel: Tunnel, seed: number) {
    super(tunnel.name);
    const perceived: OuterSink = { add: (...packet) => this.put(...packet) };
    this.segments = tunnel.carrier === 'tcp' ? new OuterStream(tunnel.name, FIRST) : null;
    this.end = new TunnelEnd(tunnel, seed, this.segments ?? perceived, perceived);
  }

  override idle(time: number): void {
    this.end.idle(time);
  }

  override finish(): void {
    this.end.finish();
  }

  override snapshot(): ViewWithOrigin {
    const perceived = super.snapshot();
    return this.segments ? { ...this.segments.copy(), records: perceived } : perceived;
  }

  override forget(packets: number): void {
    super.forget(packets);
    // The segment in which the first of those left ends has the same time.
    this.segments?.forget(this.segments.before(this.earliest));
  }

  protected override pass(batch: PacketTable, row: number, direction: number, owner: number): void {
    this.end.pass(batch, row, direction, owner);
  }
}
