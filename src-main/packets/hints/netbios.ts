import type { Frame } from '../frame';
import { cleanString } from './clean-text';
import { say } from './say';

/** Length byte, 32 letters, and the end of the name (RFC 1001, 14.1). */
const ENCODED_NAME = 34;
const opcodes = { query: 0, registration: 5, refresh: 8, refreshAlternative: 9, multihomed: 15 };
const recordTypes = { name: 0x20, status: 0x21 };
const IS_RESPONSE = 0x8000;
const IS_GROUP = 0x8000;
const OPCODE_AND_RCODE = 0x780f;

/** The sixteenth byte of a name: a workstation and a file server; others name users and domains. */
const isMachine = (suffix: number): boolean => suffix === 0x00 || suffix === 0x20;

/**
 * Names that a machine registers, refreshes, or answers for by the NetBIOS name service (RFC 1002,
 * 4.2). Names of groups are no machine's.
 */
export function takeNameService(frame: Frame, at: number, end: number): void {
  const { view } = frame;
  if (at + 12 + ENCODED_NAME + 4 > end) return;
  const flags = view.getUint16(at + 2);
  if ((flags & IS_RESPONSE) !== 0) return takeResponse(frame, at, end, flags);
  const opcode = (flags >> 11) & 15;
  const claims =
    opcode === opcodes.registration ||
    opcode === opcodes.refresh ||
    opcode === opcodes.refreshAlternative ||
    opcode === opcodes.multihomed;
  if (!claims || view.getUint16(at + 4) !== 1 || view.getUint16(at + 10) !== 1) return;
  // The additional record: a pointer to the name, type, class, time, length, flags.
  const record = at + 12 + ENCODED_NAME + 4;
  if (record + 14 > end || view.getUint16(record) !== 0xc00c) return;
  if ((view.getUint16(record + 12) & IS_GROUP) === 0) sayEncoded(frame, at + 12);
}

function takeResponse(frame: Frame, at: number, end: number, flags: number): void {
  const { bytes, view } = frame;
  if ((flags & OPCODE_AND_RCODE) !== 0) return;
  if (view.getUint16(at + 4) !== 0 || view.getUint16(at + 6) === 0) return;
  const record = at + 12 + ENCODED_NAME;
  const data = record + 10;
  if (data + 2 > end) return;
  const type = view.getUint16(record);
  if (type === recordTypes.name) {
    if ((view.getUint16(data) & IS_GROUP) === 0) sayEncoded(frame, at + 12);
  } else if (type === recordTypes.status) {
    const count = bytes[data]!;
    for (let i = 0; i < count; i += 1) {
      const entry = data + 1 + i * 18;
      if (entry + 18 > end) return;
      if ((view.getUint16(entry + 16) & IS_GROUP) !== 0 || !isMachine(bytes[entry + 15]!)) continue;
      say(frame, 'netbios', nameOf(bytes.subarray(entry, entry + 15)));
    }
  }
}

/** The sender's name in a datagram of the NetBIOS datagram service (RFC 1002, 4.4). */
export function takeNetbiosDatagram(frame: Frame, at: number, end: number): void {
  const type = frame.bytes[at]!;
  const isDirect = type >= 0x10 && type <= 0x12;
  if (isDirect && at + 14 + ENCODED_NAME <= end) sayEncoded(frame, at + 14);
}

/** A name in the half-byte letters of RFC 1001. */
function sayEncoded(frame: Frame, at: number): void {
  const { bytes } = frame;
  if (bytes[at] !== 32 || bytes[at + 33] !== 0) return;
  const name = new Uint8Array(16);
  for (let i = 0; i < 16; i += 1) {
    const high = bytes[at + 1 + 2 * i]! - 0x41;
    const low = bytes[at + 2 + 2 * i]! - 0x41;
    if (high < 0 || high > 15 || low < 0 || low > 15) return;
    name[i] = (high << 4) | low;
  }
  if (isMachine(name[15]!)) say(frame, 'netbios', nameOf(name.subarray(0, 15)));
}

/** One byte a letter, filled up with spaces; code pages differ, so only ASCII is kept. */
function nameOf(bytes: Uint8Array): string {
  return cleanString(String.fromCharCode(...bytes.map((byte) => (byte < 128 ? byte : 0))));
}
