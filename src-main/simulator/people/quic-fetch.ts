import { UdpFlow } from '../flows/udp-flow';
import { heavyTailed, type Online } from './online';
import { quicInitial, quicLong, quicShort } from '../flows/quic-packets';

/** Frames of full QUIC datagrams: 1,250 bytes of payload, as browsers send them. */
const FULL = 1250;

/** Fetches a few things over QUIC (RFC 9000): handshake, requests, answers in bursts. */
export function quicFetch(screen: Online, at: number): void {
  const { home, random, host } = screen;
  const server = home.server(`video-${random.integer(6)}.quic.example`, 'near');
  const known = screen.dns.lookup(server, at);
  const flow = new UdpFlow(home, host, server, host.nextPort(), 443, new Uint8Array(0));
  const destination = home.opaque.take(8);
  const source = home.opaque.take(8);
  const send = (side: 'client' | 'server', payload: Uint8Array, time: number): number =>
    flow.sendBytes(side, payload, time);

  send('client', quicInitial(destination, server.name, home.opaque), known);
  let time = known + server.turnaround();
  for (let i = 0; i < 3; i += 1) {
    send('server', quicLong(2, new Uint8Array(0), source, FULL - 18, home.opaque), time);
    time += random.between(0.0002, 0.0008);
  }
  time += host.turnaround();
  send('client', quicLong(2, source, new Uint8Array(0), 80, home.opaque), time);
  const requests = 1 + random.integer(4);
  for (let i = 0; i < requests; i += 1) {
    time += random.between(0.002, 0.4);
    send('client', quicShort(source, 70 + random.integer(180), home.opaque), time);
    time += server.turnaround() + 0.008;
    time = answer(heavyTailed(screen.random, 14000, 180000), time);
  }

  function answer(bytes: number, start: number): number {
    let passed = start;
    for (let left = bytes, count = 0; left > 0; left -= FULL - 30, count += 1) {
      const length = Math.max(40, Math.min(FULL, left + 30));
      send('server', quicShort(new Uint8Array(0), length, home.opaque), passed);
      if (count % 4 === 3) {
        const acknowledged = passed + host.turnaround();
        send('client', quicShort(source, 33 + random.integer(4), home.opaque), acknowledged);
      }
      passed += random.between(0.0002, 0.0006);
      if (count % 24 === 23) passed += server.turnaround();
    }
    send('client', quicShort(source, 35, home.opaque), passed + host.turnaround());
    return passed;
  }
}
