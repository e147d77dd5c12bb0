import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';

const TAG = 16;
const NONCE = 12;
const SAMPLE = 16;

/** What differs between versions of QUIC in how a client's Initial packets are protected. */
interface Version {
  readonly salt: Buffer;
  /** What the labels of the keys begin with. */
  readonly label: string;
  /** The two bits of the packet type Initial. */
  readonly initial: number;
}

const one: Version = {
  salt: Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex'),
  label: 'quic',
  initial: 0,
};
const two: Version = {
  salt: Buffer.from('0dede3def700a6db819381be6e269dcbf9bd2ed9', 'hex'),
  label: 'quicv2',
  initial: 1,
};

const draft29: Version = {
  ...one,
  salt: Buffer.from('afbfec289993d24c9e9786f19c6111e04390a899', 'hex'),
};
const draft23: Version = {
  ...one,
  salt: Buffer.from('c3eef712c72ebb5a11a7d2432bb46365bef9f502', 'hex'),
};

/**
 * The version that a number stands for: 1 (RFC 9001, 5.2), 2 (RFC 9369, 3.3), the drafts from 23 on that
 * old devices still speak, and Facebook's of draft 27; null for all others.
 */
export function versionOf(number: number): Version | null {
  if (number === 1) return one;
  if (number === 0x6b3343cf) return two;
  if (number === 0xfaceb002) return draft23;
  if (number >>> 8 !== 0xff0000) return null;
  const draft = number & 0xff;
  if (draft < 23 || draft > 34) return null;
  return draft < 29 ? draft23 : draft < 33 ? draft29 : one;
}

/**
 * Opens Initial packets of a client, whose keys follow from the connection ID that its first packet is
 * sent to (RFC 9001, 5): whoever sees the packet can.
 */
export class InitialKeys {
  private readonly key: Buffer;
  private readonly iv: Buffer;
  private readonly headerKey: Buffer;

  constructor(
    { salt, label }: Version,
    readonly connectionId: Buffer,
  ) {
    const client = expand(hmac(salt, connectionId), 'client in', 32);
    this.key = expand(client, `${label} key`, 16);
    this.iv = expand(client, `${label} iv`, NONCE);
    this.headerKey = expand(client, `${label} hp`, 16);
  }

  /**
   * The frames of the packet at `start`; null where these keys do not fit.
   * @param number Where the packet number begins, the first thing that is protected.
   * @param end Where the packet ends.
   */
  open(bytes: Uint8Array, start: number, number: number, end: number): Buffer | null {
    if (number + 4 + SAMPLE > end) return null;
    const ecb = createCipheriv('aes-128-ecb', this.headerKey, null);
    const mask = ecb.update(bytes.subarray(number + 4, number + 4 + SAMPLE));
    const first = bytes[start]! ^ (mask[0]! & 0x0f);
    const numberLength = (first & 3) + 1;
    const header = Buffer.from(bytes.subarray(start, number + numberLength));
    const nonce = Buffer.from(this.iv);
    header[0] = first;
    for (let i = 0; i < numberLength; i++) {
      const at = header.length - numberLength + i;
      header[at]! ^= mask[1 + i]!;
      // A client has sent few packets so far: the number is whole in its one to four bytes.
      nonce[NONCE - numberLength + i]! ^= header[at]!;
    }
    const gcm = createDecipheriv('aes-128-gcm', this.key, nonce);
    gcm.setAAD(header);
    gcm.setAuthTag(bytes.subarray(end - TAG, end));
    const plain = gcm.update(bytes.subarray(number + numberLength, end - TAG));
    try {
      gcm.final();
    } catch {
      return null;
    }
    return plain;
  }
}

function hmac(key: Uint8Array, ...parts: (Uint8Array | string)[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/** HKDF-Expand-Label (RFC 8446, 7.1) of at most 32 bytes, so of one block. */
function expand(secret: Buffer, label: string, length: number): Buffer {
  const name = `tls13 ${label}`;
  const info = Buffer.from([0, length, name.length, ...Buffer.from(name), 0, 1]);
  return hmac(secret, info).subarray(0, length);
}
