import type { OpaqueBytes } from '../world/opaque-bytes';
import { certificateChain, uint24 } from './certificate';
import { ascii, concat } from './der';

/** How a TLS library introduces itself. */
export interface TlsProfile {
  readonly version: '1.2' | '1.3';
  readonly ciphers: readonly number[];
  /** Extension numbers of its ClientHello in order. */
  readonly extensions: readonly number[];
  readonly alpn?: readonly string[];
}

export const RECORD = { changeCipherSpec: 20, handshake: 22, data: 23 } as const;
const HANDSHAKE = { clientHello: 1, serverHello: 2, ticket: 4, certificate: 11 } as const;
const TLS12: Uint8Array = Uint8Array.of(3, 3);

/** One TLS record (RFC 5246, section 6.2.1; RFC 8446, section 5.1). */
export function record(type: number, body: Uint8Array, version = TLS12): Uint8Array {
  return concat(Uint8Array.of(type), version, uint16(body.length), body);
}

export function clientHello(
  profile: TlsProfile,
  name: string,
  ticket: number,
  opaque: OpaqueBytes,
): Uint8Array {
  const sessionId = profile.version === '1.3' || ticket > 0 ? opaque.take(32) : new Uint8Array(0);
  const extensions = profile.extensions.map((kind) =>
    extension(kind, profile, name, ticket, opaque),
  );
  const body = concat(
    TLS12,
    opaque.take(32),
    vector8(sessionId),
    vector16(concat(...profile.ciphers.map(uint16))),
    Uint8Array.of(1, 0),
    vector16(concat(...extensions)),
  );
  return record(RECORD.handshake, handshake(HANDSHAKE.clientHello, body), Uint8Array.of(3, 1));
}

export function serverHello(
  profile: TlsProfile,
  resumed: boolean,
  opaque: OpaqueBytes,
): Uint8Array {
  const modern = profile.version === '1.3';
  const extensions = modern
    ? [
        extensionOf(43, Uint8Array.of(3, 4)),
        extensionOf(51, concat(uint16(29), vector16(opaque.take(32)))),
      ]
    : [
        extensionOf(0xff01, Uint8Array.of(0)),
        extensionOf(23),
        ...(resumed ? [] : [extensionOf(35)]),
      ];
  const body = concat(
    TLS12,
    opaque.take(32),
    vector8(modern || resumed ? opaque.take(32) : new Uint8Array(0)),
    uint16(modern ? 0x1301 : (profile.ciphers[0] as number)),
    Uint8Array.of(0),
    vector16(concat(...extensions)),
  );
  return record(RECORD.handshake, handshake(HANDSHAKE.serverHello, body));
}

/** Certificate, ServerKeyExchange (x25519, RFC 8422) and ServerHelloDone of TLS 1.2. */
export function serverFlight12(name: string, opaque: OpaqueBytes): Uint8Array {
  const signature = concat(uint16(0x0804), vector16(opaque.take(256)));
  const exchange = concat(Uint8Array.of(3), uint16(29), vector8(opaque.take(32)), signature);
  return concat(
    record(RECORD.handshake, handshake(HANDSHAKE.certificate, certificateChain(name, opaque))),
    record(RECORD.handshake, handshake(12, exchange)),
    record(RECORD.handshake, handshake(14, new Uint8Array(0))),
  );
}

/** The client's key, its ChangeCipherSpec and its encrypted Finished. */
export function clientFinish12(opaque: OpaqueBytes): Uint8Array {
  return concat(
    record(RECORD.handshake, handshake(16, vector8(opaque.take(32)))),
    finished12(opaque),
  );
}

export function finished12(opaque: OpaqueBytes): Uint8Array {
  return concat(changeCipherSpec(), record(RECORD.handshake, opaque.take(40)));
}

/** NewSessionTicket in the clear (RFC 5077, section 3.3). */
export function sessionTicket12(bytes: number, opaque: OpaqueBytes): Uint8Array {
  const body = concat(Uint8Array.of(0, 0, 0x1c, 0x20), vector16(opaque.take(bytes)));
  return record(RECORD.handshake, handshake(HANDSHAKE.ticket, body));
}

export function changeCipherSpec(): Uint8Array {
  return record(RECORD.changeCipherSpec, Uint8Array.of(1));
}

function extension(
  kind: number,
  profile: TlsProfile,
  name: string,
  ticket: number,
  opaque: OpaqueBytes,
): Uint8Array {
  switch (kind) {
    case 0:
      return extensionOf(0, vector16(concat(Uint8Array.of(0), vector16(ascii(name)))));
    case 5:
      return extensionOf(5, Uint8Array.of(1, 0, 0, 0, 0));
    case 10:
      return extensionOf(10, vector16(concat(...[29, 23, 24].map(uint16))));
    case 11:
      return extensionOf(11, Uint8Array.of(1, 0));
    case 13:
      return extensionOf(
        13,
        vector16(concat(...[0x403, 0x804, 0x401, 0x503, 0x805, 0x501].map(uint16))),
      );
    case 16:
      return extensionOf(
        16,
        vector16(concat(...(profile.alpn ?? ['http/1.1']).map((one) => vector8(ascii(one))))),
      );
    case 35:
      return extensionOf(35, opaque.take(ticket));
    case 43:
      return extensionOf(43, vector8(Uint8Array.of(3, 4, 3, 3)));
    case 45:
      return extensionOf(45, Uint8Array.of(1, 1));
    case 51:
      return extensionOf(51, vector16(concat(uint16(29), vector16(opaque.take(32)))));
    case 0xff01:
      return extensionOf(0xff01, Uint8Array.of(0));
    default:
      return extensionOf(kind);
  }
}

function extensionOf(kind: number, body: Uint8Array = new Uint8Array(0)): Uint8Array {
  return concat(uint16(kind), vector16(body));
}

function handshake(type: number, body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(type), uint24(body.length), body);
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

function vector8(body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(body.length), body);
}

function vector16(body: Uint8Array): Uint8Array {
  return concat(uint16(body.length), body);
}
