import { UDP_HEADERS, UdpDatagram } from '../frames/udp-datagram';
import type { Host, Party } from '../world/party';
import type { VirtualHome } from '../world/virtual-home';
import type { Side } from './tcp-connection';

/** Datagrams between a device's port and a service's, opaque behind the protocol's magic bytes. */
export class UdpFlow {
  constructor(
    private readonly home: VirtualHome,
    private readonly host: Host,
    private readonly peer: Party,
    private readonly hostPort: number,
    private readonly peerPort: number,
    private readonly magic: Uint8Array,
  ) {}

  /** Plans a datagram whose frame is `frame` bytes long; gives when it passes. */
  send(from: Side, frame: number, at: number): number {
    const payload = this.home.opaque.take(frame - UDP_HEADERS);
    payload.set(this.magic.subarray(0, Math.min(payload.length, this.magic.length)));
    return this.sendBytes(from, payload, at);
  }

  sendBytes(from: Side, payload: Uint8Array, at: number): number {
    const { host, peer, hostPort, peerPort } = this;
    this.home.queue.push(
      at,
      from === 'client'
        ? new UdpDatagram(host, peer, hostPort, peerPort, payload)
        : new UdpDatagram(peer, host, peerPort, hostPort, payload),
    );
    return at;
  }

  /** A datagram from `from` and its answer; gives when the answer passes. */
  exchange(from: Side, frame: number, answer: number, at: number, thinking = 0.001): number {
    this.send(from, frame, at);
    const answerer = from === 'client' ? this.peer : this.host;
    const time = at + answerer.turnaround() + thinking;
    return this.send(from === 'client' ? 'server' : 'client', answer, time);
  }

  /** A stream of `count` datagrams at about `perSecond`, frames of `shortest` to `longest` bytes. */
  stream(
    from: Side,
    count: number,
    perSecond: number,
    shortest: number,
    longest: number,
    at: number,
  ): number {
    const { random } = this.host;
    let time = at;
    for (let i = 0; i < count; i += 1) {
      // Pictures come as a group of full datagrams and a short last one.
      const full = random.uniform() < 0.7;
      this.send(from, full ? longest : shortest + random.integer(longest - shortest), time);
      time += full ? random.between(0.0004, 0.002) : random.exponential(3.2 / perSecond);
    }
    return time;
  }
}
