import type { Frame } from '../frame';

/** Whether `takeUdpHints` reads datagrams between these ports. */
export function hasUdpHints(_sourcePort: number, _destinationPort: number): boolean {
  return false;
}

/** Adds what a datagram's payload from `at` on, `length` bytes on the wire, says of its sender. */
export function takeUdpHints(
  _frame: Frame,
  _at: number,
  _length: number,
  _sourcePort: number,
  _destinationPort: number,
): void {}

/** The same for a TCP segment that begins with a TLS handshake record. */
export function takeTlsHints(_frame: Frame, _at: number, _length: number): void {}
