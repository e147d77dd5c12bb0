import { describe, expect, it } from 'vitest';
import { be16, be32, bytes, text } from '../testing/frames';
import { datagram, hintsOf } from './testing/hints-of';

const labels = (...parts: string[]): Uint8Array =>
  bytes(...parts.flatMap((part) => [[text(part).length], text(part)]));
const name = (...parts: string[]): Uint8Array => bytes(labels(...parts), [0]);
const header = (flags: number, counts: number[]): Uint8Array =>
  bytes(be16(7), be16(flags), ...counts.map(be16));
const question = (asked: Uint8Array, type = 1): Uint8Array => bytes(asked, be16(type), be16(1));
const record = (owner: Uint8Array | number[], type: number, data: Uint8Array): Uint8Array =>
  bytes(owner, be16(type), be16(0x8001), be32(120), be16(data.length), data);

describe('DNS', () => {
  const query = (asked: Uint8Array, flags = 0x0100): Uint8Array =>
    datagram(40000, 53, header(flags, [1, 0, 0, 0]), question(asked));

  it('tells the name asked for, in lower case', () => {
    expect(hintsOf(query(name('Api', 'EXAMPLE', 'com')))).toEqual(['dns api.example.com']);
  });

  it('leaves out answers, updates, reverse lookups and names that are cut', () => {
    const asked = name('api', 'example', 'com');
    expect(hintsOf(query(asked, 0x8180))).toEqual([]);
    expect(hintsOf(query(asked, 0x2800))).toEqual([]);
    expect(hintsOf(query(name('1', '1', '168', '192', 'in-addr', 'arpa')))).toEqual([]);
    const frame = query(asked);
    for (let kept = 0; kept < frame.length; kept++) expect(hintsOf(frame, kept)).toEqual([]);
  });

  it('refuses names that are longer than DNS allows', () => {
    const label = 'a'.repeat(63);
    expect(hintsOf(query(name(label, label, label, 'b'.repeat(61))))).toHaveLength(1);
    expect(hintsOf(query(name(label, label, label, 'b'.repeat(62))))).toEqual([]);
  });
});

describe('multicast DNS', () => {
  const answer = (counts: number[], ...records: Uint8Array[]): Uint8Array =>
    datagram(5353, 5353, header(0x8400, counts), ...records);

  it('tells host, instance and model that a device announces, through pointers', () => {
    // "_hue._tcp.local" lies at byte 12, its "local" at 12 + 10 = 22.
    const frame = answer(
      [0, 1, 0, 3],
      record(name('_hue', '_tcp', 'local'), 12, bytes(labels('Hue é - 0A1B2C'), [0xc0, 12])),
      record(bytes(labels('hue-bridge'), [0xc0, 22]), 1, bytes([192, 168, 1, 13])),
      record(
        bytes(labels('Hue é - 0A1B2C'), [0xc0, 12]),
        33,
        bytes(be16(0), be16(0), be16(443), labels('hue-bridge'), [0xc0, 22]),
      ),
      record(
        bytes(labels('Hue é - 0A1B2C'), [0xc0, 12]),
        16,
        labels('bridgeid=00', 'md=BSB002', 'sf=1'),
      ),
    );
    expect(hintsOf(frame)).toEqual([
      'mdns Hue é - 0A1B2C._hue._tcp.local',
      'mdns hue-bridge.local',
      'mdns md=BSB002',
    ]);
  });

  it('of a query takes only the names that are claimed, not what is asked or known', () => {
    const asked = question(name('_hue', '_tcp', 'local'), 12);
    const known = record(name('_hue', '_tcp', 'local'), 12, name('Other', '_hue', '_tcp', 'local'));
    const claim = record(name('annas-mac', 'local'), 1, bytes([192, 168, 1, 13]));
    const frame = datagram(5353, 5353, header(0, [1, 1, 1, 0]), asked, known, claim);
    expect(hintsOf(frame)).toEqual(['mdns annas-mac.local']);
  });

  it('does not follow pointers in circles', () => {
    const frame = answer([0, 1, 0, 0], record([0xc0, 12], 1, bytes([1, 2, 3, 4])));
    expect(hintsOf(frame)).toEqual([]);
  });
});
