import { createCipheriv, createHmac } from 'node:crypto';
import type { OpaqueBytes } from '../world/opaque-bytes';
import { ascii, concat } from './der';
import { clientHello } from './tls-messages';
import { mobileTls } from './tls-profiles';

const VERSION_1 = Uint8Array.of(0, 0, 0, 1);
/** The salt of QUIC version 1 (RFC 9001, section 5.2). */
const INITIAL_SALT = Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex');
const INITIAL_BYTES = 1250;
const TAG_BYTES = 16;

/**
 * A client's Initial datagram with its ClientHello, protected as RFC 9001 asks: anyone on the path
 * can open it, and reads the server's name.
 */
export function quicInitial(
  destination: Uint8Array,
  name: string,
  opaque: OpaqueBytes,
): Uint8Array {
  // The ClientHello without its record header, in a CRYPTO frame; PADDING fills the datagram.
  const hello = clientHello(mobileTls, name, 0, opaque).subarray(5);
  const crypto = concat(Uint8Array.of(6, 0), varint(hello.length), hello);
  const packetNumber = Uint8Array.of(0);
  const front = concat(
    Uint8Array.of(0xc0),
    VERSION_1,
    Uint8Array.of(destination.length),
    destination,
    Uint8Array.of(0, 0),
  );
  const protectedBytes = INITIAL_BYTES - front.length - 2;
  const header = concat(front, varint(protectedBytes), packetNumber);
  const plain = concat(crypto, new Uint8Array(protectedBytes - 1 - TAG_BYTES - crypto.length));

  const { key, iv, headerKey } = clientInitialKeys(destination);
  const cipher = createCipheriv('aes-128-gcm', key, iv);
  cipher.setAAD(header);
  const body = concat(cipher.update(plain), cipher.final(), cipher.getAuthTag());

  const block = createCipheriv('aes-128-ecb', headerKey, null);
  const mask = block.update(body.subarray(3, 19));
  const packet = concat(header, body);
  packet[0] = (packet[0] as number) ^ ((mask[0] as number) & 0x0f);
  packet[header.length - 1] = (packet[header.length - 1] as number) ^ (mask[1] as number);
  return packet;
}

/** The keys of a client's Initial packets, which everyone can work out (RFC 9001, section 5.2). */
export function clientInitialKeys(destination: Uint8Array): {
  key: Buffer;
  iv: Buffer;
  headerKey: Buffer;
} {
  const secret = expand(hmac(INITIAL_SALT, destination), 'client in', 32);
  return {
    key: expand(secret, 'quic key', 16),
    iv: expand(secret, 'quic iv', 12),
    headerKey: expand(secret, 'quic hp', 16),
  };
}

/** A long-header packet of another kind (2: Handshake) whose content stays closed. */
export function quicLong(
  kind: number,
  destination: Uint8Array,
  source: Uint8Array,
  bytes: number,
  opaque: OpaqueBytes,
): Uint8Array {
  const first = 0xc0 | (kind << 4) | ((opaque.take(1)[0] as number) & 0x0f);
  return concat(
    Uint8Array.of(first),
    VERSION_1,
    Uint8Array.of(destination.length),
    destination,
    Uint8Array.of(source.length),
    source,
    varint(bytes),
    opaque.take(bytes),
  );
}

/** A short-header packet of `bytes` bytes in all. */
export function quicShort(destination: Uint8Array, bytes: number, opaque: OpaqueBytes): Uint8Array {
  const packet = opaque.take(bytes);
  packet[0] = 0x40 | ((packet[0] as number) & 0x3f);
  packet.set(destination, 1);
  return packet;
}

function varint(value: number): Uint8Array {
  return Uint8Array.of(0x40 | (value >>> 8), value & 255);
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** HKDF-Expand-Label of TLS 1.3 for at most one hash (RFC 8446, section 7.1). */
function expand(secret: Uint8Array, label: string, bytes: number): Buffer {
  const text = ascii(`tls13 ${label}`);
  const info = concat(Uint8Array.of(0, bytes, text.length), text, Uint8Array.of(0, 1));
  return hmac(secret, info).subarray(0, bytes);
}
