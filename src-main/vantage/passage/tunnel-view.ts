import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import { Random } from '../../contract/random';
import { INBOUND, OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import type { Carrier, OuterSink } from '../tunnels/carrier';
import { ControlSchedule } from './control';
import { Datagrams, SERIALISATION } from './datagrams';
import { innerLengthsOfRow, tcpPayloadOf } from '../tunnels/inner-packets';
import { OuterStream } from '../outer-stream';
import { TcpConnection } from './tcp-connection';
import type { Tunnel } from '../tunnels/tunnel';

/**
 * What OpenVPN 2.6 and wireguard-go took for a packet, in seconds: half of them 12 to 43 microseconds, nine
 * tenths less than 110, on a server's core. A slow router takes longer; that is not modelled.
 */
const DELAY_LOW = 10e-6;
const DELAY_HIGH = 60e-6;
/** Packets that came together leave one after the other, so many seconds apart at least. */
const SHORTEST_GAP = 4e-6;

/**
 * Sends what crosses the gateway through one tunnel, packet by packet in the order of the capture.
 * Lengths are exact; the tunnel's delay is modelled, uniform from 10 to 60 microseconds per packet, order kept
 * in each direction: outbound packets appear after, inbound ones before their captured time. Where
 * the tunnel must shake hands first, outbound packets wait for it.
 */
export class TunnelEnd {
  private readonly random: Random;
  private readonly carrier: Carrier;
  private readonly control: ControlSchedule;
  private readonly latest = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  private readonly most: number;
  private readonly whole: number;

  /**
   * @param seed Of the delays.
   * @param records Where the records of a tunnel over TCP go; other tunnels have none.
   */
  constructor(
    private readonly tunnel: Tunnel,
    seed: number,
    outer: OuterSink,
    records: OuterSink,
  ) {
    this.random = new Random(seed);
    this.carrier =
      tunnel.carrier === 'tcp'
        ? new TcpConnection(tunnel, outer, records)
        : new Datagrams(tunnel, outer);
    this.control = new ControlSchedule(tunnel, this.carrier, this.random.fork(1));
    this.most = tunnel.mss + 40;
    this.whole = Math.min(this.most, tunnel.innerMtu);
  }

  /** Sends a row of the table. */
  pass(packets: PacketTable, row: number, way: number, origin: number): void {
    const { carrier, latest } = this;
    const direction = way === OUTBOUND ? OUTBOUND : INBOUND;
    const captured = packets.time[row] as number;
    const delay = this.random.between(DELAY_LOW, DELAY_HIGH);
    const shifted = direction === OUTBOUND ? captured + delay : captured - delay;
    const after = (latest[direction] as number) + SHORTEST_GAP;
    const length = packets.ipLength[row] as number;
    const start = this.control.beforeData(shifted > after ? shifted : after, direction, length);
    latest[direction] =
      length <= this.whole
        ? carrier.data(start, length, direction, origin)
        : this.passParts(packets, row, start, direction, origin);
    carrier.advance(captured - DELAY_HIGH);
  }

  /** Sends what the tunnel itself would have sent before `time`, to which nothing passed it. */
  idle(time: number): void {
    this.control.idle(time);
    this.carrier.advance(time);
  }

  /** Sends what is under way, when nothing comes any more. */
  finish(): void {
    this.control.finish();
    this.carrier.finish();
  }

  private passParts(
    packets: PacketTable,
    row: number,
    start: number,
    direction: number,
    origin: number,
  ): number {
    const { carrier, most } = this;
    const length = packets.ipLength[row] as number;
    const payload = tcpPayloadOf(packets, row);
    const headers = length - payload;
    let time = start;
    // The common case without a list, by the rule of `innerLengths`: a full segment, cut in two.
    if (payload > 0 && length > most && length - most <= most - headers) {
      time = carrier.data(time, most, direction, origin);
      return carrier.data(time + SERIALISATION, headers + length - most, direction, origin);
    }
    time -= SERIALISATION;
    for (const part of innerLengthsOfRow(this.tunnel, packets, row)) {
      time = carrier.data(time + SERIALISATION, part, direction, origin);
    }
    return time;
  }
}

/** Counts, so that columns can have their exact length from the start. */
class Counter implements OuterSink {
  count = 0;
  add(): void {
    this.count++;
  }
}

/**
 * What stands on the line when everything that crosses the gateway goes through one tunnel, see
 * TunnelEnd. It is computed twice: counted first, which costs less than columns that grow.
 */
export function viewThroughTunnel(home: Home, tunnel: Tunnel, seed: number): ViewWithOrigin {
  const counted = { outer: new Counter(), records: new Counter() };
  passAll(home, new TunnelEnd(tunnel, seed, counted.outer, counted.records));
  const outer = new OuterStream(tunnel.name, counted.outer.count);
  const records = new OuterStream(tunnel.name, counted.records.count);
  passAll(home, new TunnelEnd(tunnel, seed, outer, records));
  return { ...outer.take(), records: tunnel.carrier === 'tcp' ? records.take() : null };
}

function passAll({ packets, internet, direction }: Home, end: TunnelEnd): void {
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] === 1) end.pass(packets, row, direction[row] as number, row);
  }
  end.finish();
}
