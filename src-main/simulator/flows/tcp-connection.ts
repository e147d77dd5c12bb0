import type { Random } from '../../contract/random';
import { negotiate, segmentOptions, synOptions, type Negotiated } from '../frames/tcp-options';
import { bytesBeforeTransport, speakIpv6 } from '../frames/ip';
import { tcpFlag, TcpSegment } from '../frames/tcp-segment';
import type { Party } from '../world/party';
import type { TimeQueue } from '../world/time-queue';

export type Side = 'client' | 'server';

export const otherSide = (side: Side): Side => (side === 'client' ? 'server' : 'client');

interface End {
  readonly party: Party;
  readonly port: number;
  /** Sequence number of its next byte. */
  next: number;
  /** What it would acknowledge now. */
  heard: number;
  /** Timestamp that it would echo now (RFC 7323). */
  echo: number;
  /** When its last planned packet passes; later ones pass after it. */
  lastTime: number;
  sentFin: boolean;
}

/** Where a planned run of segments begins and ends in time, and what is left to acknowledge. */
export interface Sent {
  first: number;
  last: number;
  /** Segments at the end that no pure ACK was planned for, 0 to 2. */
  unacknowledged: number;
}

/** Segments of one burst follow each other at the speed of the access line (about 40 Mbit/s). */
const SECONDS_PER_BYTE = 8 / 40e6;
const INITIAL_WINDOW_SEGMENTS = 10;
const MOST_IN_FLIGHT = 64;
/** A reader that is behind offers this much less at most. */
const BEHIND_BYTES = 3 * 1448;
const LEAST_GAP = 20e-6;
/** Share of transfers in which a segment is sent twice. */
const RETRANSMISSION = 0.002;

/**
 * One TCP connection (RFC 9293). It plans packets ahead of time with the sequence numbers,
 * acknowledgements, windows and timestamps that they carry; each plan starts where the one before
 * ended, so the numbers are right at every moment of the capture.
 */
export class TcpConnection {
  /** When the last plan ends; the next may start then. */
  free = 0;
  /** False before the handshake and after FIN or RST. */
  open = false;
  readonly agreed: Negotiated;
  /** Bytes of payload in a full segment. */
  readonly segmentBytes: number;
  /** Bytes of all headers of a segment, the Ethernet header included. */
  readonly headerBytes: number;
  private readonly ends: Record<Side, End>;
  /** Maximum segment size in each side's SYN. */
  private readonly announced: Record<Side, number>;

  constructor(
    private readonly queue: TimeQueue,
    private readonly random: Random,
    client: Party,
    server: Party,
    clientPort: number,
    serverPort: number,
    /** The server's end of the path may allow shorter segments than its stack would. */
    serverMss = server.stack.mss,
  ) {
    this.agreed = negotiate(client.stack, server.stack);
    const optionBytes = this.agreed.timestamps ? 12 : 0;
    this.headerBytes = bytesBeforeTransport(client, server) + 20 + optionBytes;
    // An IPv6 header is 20 bytes longer, so a segment is 20 shorter.
    const shorter = speakIpv6(client, server) ? 20 : 0;
    this.announced = { client: client.stack.mss - shorter, server: serverMss - shorter };
    this.segmentBytes = Math.min(this.announced.client, this.announced.server) - optionBytes;
    const end = (party: Party, port: number): End => ({
      party,
      port,
      next: random.uint32(),
      heard: 0,
      echo: 0,
      lastTime: 0,
      sentFin: false,
    });
    this.ends = { client: end(client, clientPort), server: end(server, serverPort) };
  }

  party(side: Side): Party {
    return this.ends[side].party;
  }

  /** Plans the three-way handshake; gives the moment the client may send. */
  connect(at: number): number {
    const { client, server } = this.ends;
    const synTime = this.plan('client', at, tcpFlag.syn, this.announced.client);
    this.receive('server', synTime);
    const replyTime = synTime + server.party.turnaround();
    const answered = this.plan(
      'server',
      replyTime,
      tcpFlag.syn | tcpFlag.ack,
      this.announced.server,
    );
    this.receive('client', answered);
    const done = this.acknowledge('client', answered + client.party.turnaround());
    this.open = true;
    this.free = done;
    return done;
  }

  /**
   * Plans `bytes` from one side, the first segment not before `at`: full segments in bursts that
   * double each round trip (RFC 5681), a pure ACK from the other side for every second one.
   */
  send(side: Side, bytes: Uint8Array, at: number): Sent {
    const other = otherSide(side);
    const sender = this.ends[side];
    const receiver = this.ends[other];
    let time = Math.max(at, sender.lastTime + LEAST_GAP);
    const sent: Sent = { first: 0, last: 0, unacknowledged: 0 };
    const most = this.segmentsInFlight(receiver);
    let burst = Math.min(INITIAL_WINDOW_SEGMENTS, most);
    let inBurst = 0;
    let burstStart = time;
    for (let from = 0; from < bytes.length; from += this.segmentBytes) {
      const isLast = from + this.segmentBytes >= bytes.length;
      const payload = bytes.subarray(from, Math.min(bytes.length, from + this.segmentBytes));
      const flags = tcpFlag.ack | (isLast ? tcpFlag.psh : 0);
      const lost = bytes.length <= this.segmentBytes && this.random.uniform() < RETRANSMISSION;
      const passed = lost ? this.planTwice(side, time, payload) : time;
      const final = this.plan(side, passed, flags, null, payload);
      if (from === 0) sent.first = lost ? time : final;
      sent.last = final;
      this.receive(other, final);
      sent.unacknowledged += 1;
      if (sent.unacknowledged === 2 && !isLast) {
        this.acknowledge(other, final + receiver.party.turnaround());
        sent.unacknowledged = 0;
      }
      inBurst += 1;
      const spacing = payload.length * SECONDS_PER_BYTE * (1 + this.random.exponential(0.4));
      if (inBurst === burst) {
        const roundTrip = sender.party.turnaround() + receiver.party.turnaround();
        time = Math.max(final + spacing, burstStart + roundTrip);
        burstStart = time;
        burst = Math.min(2 * burst, most);
        inBurst = 0;
      } else time = final + LEAST_GAP + spacing;
    }
    this.free = Math.max(this.free, sent.last);
    return sent;
  }

  /** Plans a pure ACK; gives the moment it passes. */
  acknowledge(side: Side, at: number): number {
    const time = this.plan(side, at, tcpFlag.ack, null);
    this.free = Math.max(this.free, time);
    return time;
  }

  /** Plans the end: FIN both ways, or a reset from `by`. */
  close(at: number, by: Side, how: 'fin' | 'reset' = 'fin'): number {
    if (!this.open) return at;
    this.open = false;
    const other = otherSide(by);
    const start = Math.max(at, this.free);
    if (how === 'reset') return this.plan(by, start, tcpFlag.rst | tcpFlag.ack, null);
    const first = this.plan(by, start, tcpFlag.fin | tcpFlag.ack, null);
    this.receive(other, first);
    const answer = this.plan(
      other,
      first + this.party(other).turnaround(),
      tcpFlag.fin | tcpFlag.ack,
      null,
    );
    this.receive(by, answer);
    this.free = this.acknowledge(by, answer + this.party(by).turnaround());
    return this.free;
  }

  /** The first of two copies, lost beyond the capture point; gives the moment of the second. */
  private planTwice(side: Side, at: number, payload: Uint8Array): number {
    const end = this.ends[side];
    const before = end.next;
    const first = this.plan(side, at, tcpFlag.ack | tcpFlag.psh, null, payload);
    end.next = before;
    return first + 0.2 + 2 * this.ends[otherSide(side)].party.turnaround();
  }

  /** The side has got everything the other sent so far, the last of it at `time`. */
  private receive(side: Side, time: number): void {
    const sender = this.ends[otherSide(side)];
    this.ends[side].heard = sender.next;
    this.ends[side].echo = sender.party.ticks(time);
  }

  private plan(
    side: Side,
    at: number,
    flags: number,
    synMss: number | null,
    payload?: Uint8Array,
  ): number {
    const end = this.ends[side];
    const other = this.ends[otherSide(side)];
    const time = Math.max(at, end.lastTime + LEAST_GAP);
    end.lastTime = time;
    const { stack } = end.party;
    const answersSyn = (flags & tcpFlag.ack) !== 0;
    const ticks = end.party.ticks(time);
    const options =
      synMss === null
        ? segmentOptions(this.agreed, ticks, end.echo)
        : synOptions(stack, synMss, answersSyn ? this.agreed : null, ticks, end.echo);
    const window =
      synMss === null ? this.windowOf(stack.window, stack.windowScale) : stack.synWindow;
    const acknowledged = answersSyn ? end.heard : 0;
    this.queue.push(
      time,
      new TcpSegment(
        end.party,
        other.party,
        end.port,
        other.port,
        end.next,
        acknowledged,
        flags,
        window,
        options,
        payload,
      ),
    );
    const counted = (flags & (tcpFlag.syn | tcpFlag.fin)) !== 0 ? 1 : 0;
    end.next = (end.next + (payload?.length ?? 0) + counted) >>> 0;
    return time;
  }

  /** Full segments that the receiver's window and the sender's patience allow at once. */
  private segmentsInFlight({ party }: End): number {
    const offered = this.agreed.windowScale
      ? party.stack.window - BEHIND_BYTES
      : party.stack.window;
    const allowed = Math.floor(Math.min(offered, 1e6) / this.segmentBytes);
    return Math.max(1, Math.min(MOST_IN_FLIGHT, allowed));
  }

  private windowOf(bytes: number, scale: number): number {
    if (!this.agreed.windowScale) return Math.min(bytes, 65535);
    // Now and then a reader is a little behind: the offered window is a few segments short.
    const behind = this.random.uniform() < 0.2 ? this.random.integer(4) * (BEHIND_BYTES / 3) : 0;
    return Math.max(1, Math.min(65535, (bytes - behind) >> scale));
  }
}
