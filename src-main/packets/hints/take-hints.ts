import type { Frame } from '../frame';
import { takeClientHello } from './client-hello';
import { takeDhcp } from './dhcp';
import { takeDhcpv6 } from './dhcpv6';
import { takeDns } from './dns-message';
import { takeHttpHost } from './http-host';
import { takeMdns } from './mdns';
import { takeNameService, takeNetbiosDatagram } from './netbios';
import { QuicHellos } from './quic-hello';
import { takeSsdp } from './ssdp';

/**
 * Reads one kind of message, captured from `at` to `end`; `whole` when nothing of it is missing. It
 * finds what is there complete: half a name is none.
 */
type Taker = (frame: Frame, at: number, end: number, whole: boolean) => void;

/** By the port a datagram is sent to. */
const byDestination = new Map<number, Taker>([
  [53, takeDns],
  [67, takeDhcp],
  [137, takeNameService],
  [138, takeNetbiosDatagram],
  [547, takeDhcpv6],
  [1900, takeSsdp],
  [5353, takeMdns],
]);
/** Replies to a port that was made up for the question. */
const bySource = new Map<number, Taker>([
  [53, takeDns],
  [137, takeNameService],
  [1900, takeSsdp],
  [5353, takeMdns],
]);

const isDestination = flags(byDestination);
const isSource = flags(bySource);

/** Whether `takeUdpHints` reads datagrams between these ports. */
export function hasUdpHints(sourcePort: number, destinationPort: number): boolean {
  return isDestination[destinationPort] === 1 || isSource[sourcePort] === 1;
}

/** Adds what a datagram's payload from `at` on, `length` bytes on the wire, says of its sender. */
export function takeUdpHints(
  frame: Frame,
  at: number,
  length: number,
  sourcePort: number,
  destinationPort: number,
): void {
  const end = Math.min(frame.end, at + length);
  const take = byDestination.get(destinationPort) ?? bySource.get(sourcePort);
  if (take && at < end) take(frame, at, end, end === at + length);
}

/** What each run over a capture, which has one Frame, has of ClientHellos that are not whole yet. */
const quicHellos = new WeakMap<Frame, QuicHellos>();

/** The same for a datagram that begins with a long header of QUIC; of one that was cut nothing is read. */
export function takeQuicHints(
  frame: Frame,
  at: number,
  length: number,
  sourcePort: number,
  destinationPort: number,
): void {
  if (at + length > frame.end) return;
  let hellos = quicHellos.get(frame);
  if (!hellos) quicHellos.set(frame, (hellos = new QuicHellos()));
  hellos.take(frame, at, at + length, sourcePort, destinationPort);
}

/** The same for a TCP segment that begins with a TLS handshake record. */
export function takeTlsHints(frame: Frame, at: number, length: number): void {
  takeClientHello(frame, at, Math.min(frame.end, at + length));
}

/** The same for a TCP segment that begins with a request or status line of HTTP. */
export function takeHttpHints(frame: Frame, at: number, length: number): void {
  takeHttpHost(frame, at, Math.min(frame.end, at + length));
}

function flags(takers: ReadonlyMap<number, Taker>): Uint8Array {
  const table = new Uint8Array(65_536);
  for (const port of takers.keys()) table[port] = 1;
  return table;
}
