import { isDtlsRecordAt, isQuicLongHeaderAt, isStunAt } from '../recognise';
import { scrubDhcp } from './dhcp';
import { scrubMessage } from './dns';
import type { Scrub } from './scrub';

/** A message with the header of DNS: DNS, NetBIOS names, multicast DNS, LLMNR. */
const messagePorts = new Set([53, 137, 5353, 5355]);
/** Headers that tell the kind of a message and nothing else: how many bytes, by port. */
const keptByPort = new Map<number, number>([
  [123, 4], // NTP: mode, stratum, interval, precision
  [546, 1], // DHCPv6: type
  [547, 1],
  [1194, 1], // OpenVPN: opcode
  [51820, 4], // WireGuard: type
]);
const STUN_BYTES = 8;
const DTLS_BYTES = 13;
const DTLS_MESSAGE_BYTES = 12;

/**
 * What UDP carries, [at, end) of it: the part of a header that tells which kind of message it is. All else
 * is gone.
 * @returns Where the bytes begin that nothing depends on; -1 when it has its mark already.
 */
export function scrubUdpPayload(
  s: Scrub,
  at: number,
  end: number,
  source: number,
  destination: number,
): number {
  const { bytes, view } = s;
  if (messagePorts.has(source) || messagePorts.has(destination)) return scrubMessage(s, at, end);
  if ((source === 67 || source === 68) && (destination === 67 || destination === 68)) {
    return scrubDhcp(s, at, end);
  }
  const captured = end - at;
  if (isStunAt(bytes, view, at, captured)) {
    s.keep(at, STUN_BYTES);
    // Of the twelve bytes that name the transaction.
    s.tagOfStart(at + STUN_BYTES, at, end);
    return -1;
  }
  if (isDtlsRecordAt(bytes, view, at, captured)) {
    // In a handshake that is not encrypted yet, the header of the message.
    const isHandshake = bytes[at] === 22 && view.getUint16(at + 3) === 0;
    const kept = DTLS_BYTES + (isHandshake ? DTLS_MESSAGE_BYTES : 0);
    s.keep(at, Math.min(kept, captured));
    return isHandshake ? -1 : at + kept;
  }
  if (isQuicLongHeaderAt(bytes, view, at, captured)) return scrubQuic(s, at, end);
  const kept = keptByPort.get(source) ?? keptByPort.get(destination) ?? 0;
  s.keep(at, Math.min(kept, captured));
  return at + kept;
}

/** A long header (RFC 9000, 17.2) with the lengths of its identifiers, which are zeros. */
function scrubQuic(s: Scrub, at: number, end: number): number {
  s.keep(at, 6);
  const source = at + 6 + s.bytes[at + 5]!;
  if (source >= end) return end;
  s.keep(source, 1);
  const behind = source + 1 + s.bytes[source]!;
  const isInitial = (s.bytes[at]! & 0x30) === 0 && s.view.getUint32(at + 1) !== 0;
  if (!isInitial) return keepNumber(s, behind, end).at;
  const token = keepNumber(s, behind, end);
  return keepNumber(s, token.at + token.value, end).at;
}

/** A number of variable length (RFC 9000, 16). */
function keepNumber(s: Scrub, at: number, end: number): { at: number; value: number } {
  if (at >= end) return { at: end, value: 0 };
  const size = 1 << (s.bytes[at]! >> 6);
  if (at + size > end || size > 4) return { at: end, value: 0 };
  s.keep(at, size);
  let value = s.bytes[at]! & 0x3f;
  for (let i = 1; i < size; i += 1) value = value * 256 + s.bytes[at + i]!;
  return { at: at + size, value };
}
