import { ENCRYPTED_HELLO, PLAIN_HELLO } from '../../contract/clear-messages';
import { cleanText } from './clean-text';
import { TextCache } from './text-cache';

const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const ENCRYPTED_CLIENT_HELLO = 0xfe0d;
const HOST_NAME = 0;
/** Handshake header, version and random (RFC 8446, 4.1.2). */
const FIXED = 4 + 2 + 32;

/** What the outside of a ClientHello tells. */
export interface Hello {
  /** The server's name (RFC 6066, 3) in lower case; empty where it has none, or it was not captured. */
  readonly name: string;
  /** PLAIN_HELLO, or ENCRYPTED_HELLO when it carries an encrypted one (ECH) or a made-up one. */
  readonly type: number;
}

/**
 * Reads the handshake message at `at`, captured up to `end`; null where it is no ClientHello. Of one
 * that is cut the extensions count that are there whole.
 */
export function readHello(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
): Hello | null {
  if (at >= end || bytes[at] !== CLIENT_HELLO) return null;
  let name = '';
  let type = PLAIN_HELLO;
  let position = extensionsOf(bytes, view, at, end);
  if (position < 0) return { name, type };
  const last = Math.min(end, position + 2 + view.getUint16(position));
  for (position += 2; position + 4 <= last;) {
    const value = position + 4;
    const kind = view.getUint16(position);
    const next = value + view.getUint16(position + 2);
    if (kind === SERVER_NAME && next <= end) name = hostName(bytes, view, value, next);
    if (kind === ENCRYPTED_CLIENT_HELLO) type = ENCRYPTED_HELLO;
    position = next;
  }
  return { name, type };
}

/** Where the length of the extensions stands; -1 when it was not captured. */
function extensionsOf(bytes: Uint8Array, view: DataView, at: number, end: number): number {
  let position = at + FIXED;
  if (position + 1 > end) return -1;
  position += 1 + bytes[position]!;
  if (position + 2 > end) return -1;
  position += 2 + view.getUint16(position);
  if (position + 1 > end) return -1;
  position += 1 + bytes[position]!;
  return position + 2 > end ? -1 : position;
}

const hosts = new TextCache();

function hostName(bytes: Uint8Array, view: DataView, at: number, end: number): string {
  if (at + 5 > end || bytes[at + 2] !== HOST_NAME) return '';
  const to = at + 5 + view.getUint16(at + 3);
  return to <= end ? (hosts.text(bytes, at + 5, to, lowerText) ?? '') : '';
}

function lowerText(bytes: Uint8Array, from: number, to: number): string {
  return cleanText(bytes, from, to).toLowerCase();
}
