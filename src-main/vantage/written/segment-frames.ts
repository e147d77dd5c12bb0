import type { Home } from '../../contract/home';
import { OTHER, OUTBOUND, type ViewWithOrigin } from '../../contract/vantage';
import { ANSWER_AFTER } from '../passage/tcp-connection';
import { segmentFrame } from '../tunnels/outer-frames';
import { ETHERNET_BYTES, IPV4_BYTES, OuterFrame } from './outer-headers';
import type { Tunnel } from '../tunnels/tunnel';
import { TUNNEL_CLIENT_PORT, TUNNEL_TTL, tunnelEnds } from './tunnel-frames';
import type { ViewFrames } from './view-frames';

const TCP = 6;
const SYN = 0x02;
const PUSH = 0x08;
const ACK = 0x10;
const AT = ETHERNET_BYTES + IPV4_BYTES;
const WINDOW = 501;

/** Timestamps of RFC 7323 behind two bytes of nothing; the values are not known. */
const timestamps = [1, 1, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0];
/** MSS 1460, SACK permitted, timestamps, window scale 7: 20 bytes. */
const synOptions = [2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 7];

interface Passed {
  readonly time: number;
  readonly end: number;
}

/**
 * In a tunnel over TCP: the segments of its connection. Sequence numbers begin at 0 with each connection and go on by
 * what the segments carry, which is known; each acknowledges all that had reached its sender.
 */
export class SegmentFrames implements ViewFrames {
  private readonly out = new OuterFrame();
  private readonly ends: readonly [Uint8Array, Uint8Array];
  /** By direction: the next sequence number, and that up to which the other end has all. */
  private readonly next: [number, number] = [0, 0];
  private readonly arrived: [number, number] = [0, 0];
  /** By direction: segments on their way, when they passed and the sequence number behind them. */
  private readonly flying: [Passed[], Passed[]] = [[], []];

  constructor(
    home: Home,
    private readonly seen: ViewWithOrigin,
    private readonly tunnel: Tunnel,
  ) {
    this.ends = tunnelEnds(home);
  }

  frame(index: number): Uint8Array {
    const { view, kind } = this.seen;
    const { out, ends, next } = this;
    const way = view.direction[index] === OUTBOUND ? 1 : 0;
    const other = way === 1 ? 0 : 1;
    const length = view.length[index] as number;
    const isSyn = kind[index] === OTHER;
    const payload = isSyn ? 0 : length - segmentFrame(0);
    if (isSyn && way === 1) this.restart();
    this.land(other, view.time[index] as number);
    out.ethernet(way === 1, false);
    out.ipv4(length - ETHERNET_BYTES, TUNNEL_TTL, TCP, ends[way], ends[other]);
    out.checksum();
    const ports = [this.tunnel.port, TUNNEL_CLIENT_PORT] as const;
    out.ports(AT, ports[way], ports[other]);
    const isFirst = isSyn && way === 1;
    const flags = (isSyn ? SYN : 0) | (isFirst ? 0 : ACK) | (payload > 0 ? PUSH : 0);
    const options = isSyn ? synOptions : timestamps;
    const header = out.tcp(AT, next[way], this.arrived[other], flags, WINDOW, options);
    next[way] = (next[way] + payload + (isSyn ? 1 : 0)) >>> 0;
    if (payload > 0 || isSyn) {
      this.flying[way].push({ time: view.time[index] as number, end: next[way] });
    }
    return out.bytes.subarray(0, AT + header);
  }

  private restart(): void {
    for (const way of [0, 1] as const) {
      this.next[way] = 0;
      this.arrived[way] = 0;
      this.flying[way] = [];
    }
  }

  /** Takes note of what has reached its receiver before this sends something at `time`. */
  private land(way: 0 | 1, time: number): void {
    const flying = this.flying[way];
    const landed = flying.findIndex((passed) => passed.time + ANSWER_AFTER[way] > time);
    const [last] = flying.splice(0, landed < 0 ? flying.length : landed).slice(-1);
    if (last) this.arrived[way] = last.end;
  }
}
