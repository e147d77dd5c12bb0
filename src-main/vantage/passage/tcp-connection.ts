import { ACKNOWLEDGEMENT, DATA, INBOUND, OTHER, OUTBOUND } from '../../contract/vantage';
import type { Carrier, OuterSink } from '../tunnels/carrier';
import { segmentFrame } from '../tunnels/outer-frames';
import { RecordQueue } from './record-queue';
import { TcpReceiver } from './tcp-receiver';
import { TcpWriter } from './tcp-writer';
import type { Tunnel } from '../tunnels/tunnel';

/**
 * From the passing of a segment to that of what its receiver says to it, by the direction of the segment, in
 * seconds: to the server and back again, and to the gateway.
 */
export const ANSWER_AFTER = { [OUTBOUND]: 0.03, [INBOUND]: 20e-6 } as const;
const GATEWAY = ANSWER_AFTER[INBOUND];
/** SYN and SYN-ACK of Linux: MSS, SACK permitted, timestamps and window scale, 20 bytes of options. */
const SYN_FRAME = 14 + 20 + 40;

interface Way {
  /** What is to be written, and when the last of it is. */
  readonly written: RecordQueue;
  latest: number;
  readonly writer: TcpWriter;
  readonly receiver: TcpReceiver;
  readonly sent: (time: number, isFull: boolean) => void;
}

export interface TcpOptions {
  /** False with OpenVPN's `tcp-nodelay`. */
  readonly hasNagle?: boolean;
  /** Between the gateway and the server and back again, in seconds. */
  readonly roundTrip?: number;
}

/**
 * The TCP connection that carries a tunnel, as it passes the eavesdropper just outside the gateway: what
 * each end writes is a stream, cut into segments (`TcpWriter`); the other end acknowledges every second
 * segment, or after 40 ms, or with data of its own (`TcpReceiver`). All happens in order of time, so
 * it must be told by `advance` how far time has gone. No segment is lost or sent twice.
 *
 * The server is half a round trip away: times of the server are those at which what it sends passes here.
 */
export class TcpConnection implements Carrier {
  private readonly ways: readonly [Way, Way];
  private readonly roundTrip: number;

  constructor(
    private readonly tunnel: Tunnel,
    private readonly outer: OuterSink,
    records: OuterSink,
    { hasNagle = true, roundTrip = ANSWER_AFTER[OUTBOUND] }: TcpOptions = {},
  ) {
    this.roundTrip = roundTrip;
    const way = (direction: typeof INBOUND | typeof OUTBOUND): Way => {
      const receiver = new TcpReceiver(direction === OUTBOUND ? roundTrip : GATEWAY);
      return {
        written: new RecordQueue(),
        latest: Number.NEGATIVE_INFINITY,
        writer: new TcpWriter(direction, outer, records, hasNagle),
        receiver,
        sent: (time, isFull) => {
          receiver.arrives(time, isFull);
          // Data takes the acknowledgement of the other way along.
          this.acknowledge(time, 1 - direction);
        },
      };
    };
    this.ways = [way(INBOUND), way(OUTBOUND)];
  }

  open(time: number): void {
    this.finish();
    const start = time - this.roundTrip - 2 * GATEWAY;
    this.outer.add(start, SYN_FRAME, OUTBOUND, -1, OTHER);
    this.outer.add(start + this.roundTrip, SYN_FRAME, INBOUND, -1, OTHER);
    this.outer.add(
      start + this.roundTrip + GATEWAY,
      segmentFrame(0),
      OUTBOUND,
      -1,
      ACKNOWLEDGEMENT,
    );
  }

  data(time: number, inner: number, direction: number, origin: number): number {
    return this.write(time, this.tunnel.outerPayload(inner), direction, origin, DATA);
  }

  control(time: number, payload: number, direction: number, kind: number): void {
    this.write(time, payload, direction, -1, kind);
  }

  /** @returns When it is written: not before what was to be written before. */
  private write(
    time: number,
    bytes: number,
    direction: number,
    origin: number,
    kind: number,
  ): number {
    const way = this.wayOf(direction);
    if (time > way.latest) way.latest = time;
    way.written.push(way.latest, bytes, origin, kind);
    return way.latest;
  }

  advance(until: number): void {
    const [inbound, outbound] = this.ways;
    for (;;) {
      const next = Math.min(
        inbound.written.time,
        outbound.written.time,
        inbound.writer.sendAt,
        outbound.writer.sendAt,
        inbound.receiver.due,
        outbound.receiver.due,
      );
      if (next > until || next === Number.POSITIVE_INFINITY) return;
      this.receive(next, INBOUND);
      this.receive(next, OUTBOUND);
      this.send(next, INBOUND);
      this.send(next, OUTBOUND);
    }
  }

  finish(): void {
    this.advance(Number.POSITIVE_INFINITY);
  }

  private receive(time: number, direction: number): void {
    const { receiver } = this.wayOf(direction);
    if (receiver.due > time || !receiver.take(time)) return;
    this.outer.add(time, segmentFrame(0), 1 - direction, -1, ACKNOWLEDGEMENT);
    this.acknowledge(time, direction);
  }

  /** Writes first, so that what is written together leaves together. */
  private send(time: number, direction: number): void {
    const { written, writer, sent } = this.wayOf(direction);
    if (written.time <= time) {
      writer.write(written.time, written.bytes, written.origin, written.kind);
      written.shift();
    } else if (writer.sendAt <= time) {
      writer.send(sent);
    }
  }

  /** All that has arrived of one way is acknowledged; its sender learns that when it gets there. */
  private acknowledge(time: number, direction: number): void {
    const { receiver, writer } = this.wayOf(direction);
    if (!receiver.acknowledge()) return;
    writer.acknowledged(direction === OUTBOUND ? time : time + this.roundTrip);
  }

  private wayOf(direction: number): Way {
    return this.ways[direction === OUTBOUND ? 1 : 0];
  }
}
