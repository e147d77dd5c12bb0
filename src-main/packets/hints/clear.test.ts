import { describe, expect, it } from 'vitest';
import { be16, be32, bytes, ethernet, ipv4, tcp, text } from '../testing/frames';
import { clearOf, datagram } from './testing/hints-of';

const name = (dotted: string): Uint8Array =>
  bytes(...dotted.split('.').map((part) => bytes([part.length], text(part))), [0]);
const A = 1;
const CNAME = 5;
const SOA = 6;
/** Points to the name of the question. */
const asked = [0xc0, 12];

function record(type: number, ttl: number, data: Uint8Array | number[], owner = asked): Uint8Array {
  return bytes(owner, be16(type), be16(1), be32(ttl), be16(data.length), data);
}

/** An answer with records in the sections of answers and authority. */
function answer(
  answers: Uint8Array[],
  authority: Uint8Array[] = [],
  { flags = 0x8180, type = A, kept = 9999 } = {},
): { ttl: number; name: string } {
  const counts = [1, answers.length, authority.length, 0].map(be16);
  const header = bytes(be16(77), be16(flags), ...counts);
  const question = bytes(name('www.Example.com'), be16(type), be16(1));
  const frame = datagram(53, 40000, header, question, ...answers, ...authority);
  const [said] = clearOf(frame, Math.min(kept, frame.length));
  expect(said).toMatchObject({ kind: 'dns-answer', type, id: 77 });
  return { ttl: said!.ttl, name: said!.name ?? '' };
}

const address = [93, 184, 216, 34];
const soa = (minimum: number): Uint8Array =>
  bytes(name('ns.example.com'), name('admin.example.com'), be32(1), be32(2), be32(3), be32(4), [
    ...be32(minimum),
  ]);

describe('for how long an answer of DNS may be kept', () => {
  it('is the least TTL of the chain of aliases', () => {
    const chain = [
      record(CNAME, 300, name('a.cdn.net')),
      record(CNAME, 20, name('b.cdn.net')),
      record(A, 60, address),
    ];
    expect(answer(chain)).toEqual({ ttl: 20, name: 'www.example.com' });
    expect(answer([record(A, 60, address), record(A, 60, address)]).ttl).toBe(60);
  });

  it('is the lesser of TTL and minimum of the SOA where there is nothing (RFC 2308, 5)', () => {
    expect(answer([], [record(SOA, 900, soa(300))], { flags: 0x8183 }).ttl).toBe(300);
    expect(answer([], [record(SOA, 100, soa(300))]).ttl).toBe(100);
    const alias = [record(CNAME, 40, name('a.cdn.net'))];
    expect(answer(alias, [record(SOA, 900, soa(300))], { flags: 0x8183 }).ttl).toBe(40);
    expect(answer(alias, [], { type: CNAME }).ttl).toBe(40);
  });

  it('is 0 without an SOA, for errors, for what is truncated', () => {
    expect(answer([], []).ttl).toBe(0);
    expect(answer([record(CNAME, 40, name('a.cdn.net'))]).ttl).toBe(0);
    expect(answer([record(A, 60, address)], [], { flags: 0x8182 }).ttl).toBe(0);
    expect(answer([record(A, 60, address)], [], { flags: 0x8380 }).ttl).toBe(0);
  });

  it('is 0 with the highest bit set (RFC 2181, 8)', () => {
    expect(answer([record(A, 0x8000_0001, address)]).ttl).toBe(0);
    expect(answer([record(A, 0x7fff_ffff, address)]).ttl).toBe(0x7fff_ffff);
  });

  it('is told by the records that were captured', () => {
    const records = [record(A, 60, address), record(A, 60, address)];
    // 42 of headers, 12 of DNS, 17 + 4 of the question, 16 of a record.
    expect(answer(records, [], { kept: 42 + 12 + 21 + 16 + 11 }).ttl).toBe(60);
    expect(answer(records, [], { kept: 42 + 12 + 21 + 11 }).ttl).toBe(0);
  });
});

describe('questions of DNS', () => {
  it('are known without their name where that was cut away', () => {
    const question = bytes(name('www.example.com'), be16(28), be16(1));
    const header = bytes(be16(0xabcd), be16(0x0100), be16(1), be16(0), be16(0), be16(0));
    const frame = datagram(40000, 53, header, question);
    const about = { kind: 'dns-question', id: 0xabcd, ttl: 0 };
    expect(clearOf(frame)).toEqual([{ ...about, name: 'www.example.com', type: 28 }]);
    expect(clearOf(frame, 42 + 12)).toEqual([{ ...about, name: null, type: 0 }]);
    expect(clearOf(frame, 42 + 11)).toEqual([]);
  });
});

describe('requests of HTTP', () => {
  const request = (...parts: string[]): (string | null)[] =>
    clearOf(
      ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ destination: 80 }, text(parts.join(''))))),
    ).map(({ kind, name }) => {
      expect(kind).toBe('http-request');
      return name;
    });

  it('tell their host, in any case and without its port', () => {
    expect(request('GET / HTTP/1.1\r\nHost: Example.com\r\n\r\n')).toEqual(['example.com']);
    expect(request('POST /a HTTP/1.1\r\nAccept: */*\r\nhOST:example.com:8080\r\n')).toEqual([
      'example.com',
    ]);
    expect(request('GET / HTTP/1.1\nHost: [2001:db8::1]:80\n')).toEqual(['[2001:db8::1]']);
  });

  it('have none where it was not sent or is cut', () => {
    expect(request('GET / HTTP/1.0\r\nX-Host: no\r\n\r\n')).toEqual([null]);
    expect(request('GET / HTTP/1.1\r\nHost: exam')).toEqual([null]);
  });

  it('are not answers', () => {
    expect(request('HTTP/1.1 200 OK\r\nHost: example.com\r\n\r\n')).toEqual([]);
  });
});
