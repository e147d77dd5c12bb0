import type { OpaqueBytes } from '../world/opaque-bytes';
import { ascii, bitString, concat, der, identifier, integer, sequence, utf8 } from './der';

const SHA256_WITH_RSA = '2a864886f70d01010b';
const RSA = '2a864886f70d010101';
const COMMON_NAME = '550403';
const SUBJECT_ALT_NAME = '551d11';
const NULL = Uint8Array.of(5, 0);

/**
 * An X.509 certificate (RFC 5280) of the right shape and size whose key and signature are random
 * bytes: it proves nothing, and is there because its length shows in a TLS 1.2 handshake.
 */
export function certificate(
  names: readonly string[],
  issuer: string,
  opaque: OpaqueBytes,
): Uint8Array {
  const algorithm = sequence(identifier(SHA256_WITH_RSA), NULL);
  const dnsNames = names.map((name) => der(0x82, ascii(name)));
  const alternatives = der(4, sequence(...dnsNames));
  const modulus = opaque.take(256);
  modulus[0] = 0xc1;
  const key = sequence(integer(modulus), integer(Uint8Array.of(1, 0, 1)));
  const serial = opaque.take(16);
  serial[0] = 0x3c;
  const toBeSigned = sequence(
    der(0xa0, integer(Uint8Array.of(2))),
    integer(serial),
    algorithm,
    distinguishedName(issuer),
    sequence(der(0x17, ascii('251201000000Z')), der(0x17, ascii('261201000000Z'))),
    distinguishedName(names[0] as string),
    sequence(sequence(identifier(RSA), NULL), bitString(key)),
    der(0xa3, sequence(sequence(identifier(SUBJECT_ALT_NAME), alternatives))),
  );
  return sequence(toBeSigned, algorithm, bitString(opaque.take(256)));
}

/** The `Certificate` handshake body of TLS 1.2 (RFC 5246, section 7.4.2): a chain, leaf first. */
export function certificateChain(name: string, opaque: OpaqueBytes): Uint8Array {
  const issuer = 'Simulated Issuing CA';
  const leaf = certificate([name, `alt.${name}`, `backup.${name}`], issuer, opaque);
  const intermediate = certificate([issuer], 'Simulated Root CA', opaque);
  const entries = [leaf, intermediate].map((one) => concat(uint24(one.length), one));
  const list = concat(...entries);
  return concat(uint24(list.length), list);
}

function distinguishedName(commonName: string): Uint8Array {
  return sequence(der(0x31, sequence(identifier(COMMON_NAME), utf8(commonName))));
}

export function uint24(value: number): Uint8Array {
  return Uint8Array.of(value >>> 16, value >>> 8, value);
}
