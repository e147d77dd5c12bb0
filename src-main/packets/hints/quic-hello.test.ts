import { describe, expect, it } from 'vitest';
import { HelloPieces } from './hello-pieces';
import { InitialKeys, versionOf } from './quic-keys';
import { takeCryptoFrames } from './quic-frames';
import { clearOf, datagram, hintsOf } from './testing/hints-of';
import { rfc9001Crypto, rfc9001Initial } from './testing/rfc9001-initial';

/** Where the packet number of the appendix's packet begins. */
const NUMBER = 18;
const id = Buffer.from('8394c8f03e515708', 'hex');
const initial = datagram(50_000, 443, rfc9001Initial);

describe("a client's Initial packet of RFC 9001, appendix A.2", () => {
  it('opens to the very frames that are given there', () => {
    const keys = new InitialKeys(versionOf(1)!, id);
    const plain = keys.open(rfc9001Initial, 0, NUMBER, rfc9001Initial.length)!;
    expect(plain).toHaveLength(1162);
    expect([...plain.subarray(0, rfc9001Crypto.length)]).toEqual([...rfc9001Crypto]);
    expect(plain.subarray(rfc9001Crypto.length).every((byte) => byte === 0)).toBe(true);
  });

  it('tells the name of its server', () => {
    expect(clearOf(initial)).toMatchObject([{ kind: 'quic-hello', name: 'example.com' }]);
    expect(hintsOf(initial)).toEqual(['sni example.com']);
  });

  it('tells nothing when a byte of it is wrong, or was not captured', () => {
    for (const at of [0, 8, 19, 700, 1199]) {
      const wrong = rfc9001Initial.slice();
      wrong[at]! ^= 1;
      expect(clearOf(datagram(50_000, 443, wrong))).toEqual([]);
    }
    expect(clearOf(initial, initial.length - 1)).toEqual([]);
  });
});

describe('a ClientHello in pieces', () => {
  const hello = rfc9001Crypto.subarray(4);
  /** CRYPTO with two bytes of offset and of length each. */
  const crypto = (from: number, to: number): number[] => [
    ...[6, 0x40 | (from >> 8), from & 255, 0x40 | ((to - from) >> 8), (to - from) & 255],
    ...hello.subarray(from, to),
  ];
  const ack = [2, 5, 0, 1, 0, 2, 3];
  const read = (...frames: number[][]): HelloPieces => {
    const pieces = new HelloPieces();
    for (const frame of frames) takeCryptoFrames(Buffer.from(frame), pieces);
    return pieces;
  };

  it('is whole once all are there, in any order and twice, between other frames', () => {
    expect(read(crypto(0, 100)).whole).toBe(0);
    expect(read(crypto(0, 100), crypto(101, 241)).whole).toBe(0);
    const all = read([...crypto(150, 241), 0, 1], [...ack, ...crypto(0, 80), ...crypto(60, 150)]);
    expect(all.whole).toBe(241);
    expect([...all.bytes.subarray(0, 241)]).toEqual([...hello]);
  });

  it('ends with a frame that may not stand there, or is cut', () => {
    expect(read([0x1c, ...crypto(0, 241)]).whole).toBe(0);
    expect(read(crypto(0, 241).slice(0, 200)).whole).toBe(0);
  });
});
