import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text';
import { HintCollector } from './collector';
import { datagram, hintsOf } from './testing/hints-of';
import { bytes, ethernet, ipv4, tcp } from '../testing/frames';

describe('the collector', () => {
  it('keeps each hint once, with how often it came, in order of first appearance', () => {
    const hints = new HintCollector();
    for (const text of ['b', 'a', 'b', '']) hints.add('dns', 1, 2, text);
    hints.add('dns', 1, 3, 'b');
    expect(hints.all()).toEqual([
      { source: 'dns', mac: 1, address: 2, text: 'b', count: 2 },
      { source: 'dns', mac: 1, address: 2, text: 'a', count: 1 },
      { source: 'dns', mac: 1, address: 3, text: 'b', count: 1 },
    ]);
  });

  it('counts what it has no room for, of a sender and of all', () => {
    const hints = new HintCollector();
    for (let i = 0; i < 1000; i++) hints.add('mdns', 5, 6, `name ${i}`);
    hints.add('mdns', 5, 6, 'name 0');
    const kept = hints.all().filter(({ text }) => text !== '');
    const [rest] = hints.all().filter(({ text }) => text === '');
    expect(rest).toMatchObject({ source: 'mdns', mac: 5, address: 6 });
    expect(kept.length + rest!.count).toBe(1000);
    expect(kept[0]?.count).toBe(2);

    for (let i = 0; i < 100_000; i++) hints.add('dns', i, -1, 'x');
    const all = hints.all();
    const beyond = all.find(({ source, mac, text }) => source === 'dns' && mac === -1 && !text);
    expect(all.length).toBeLessThan(40_000);
    const named = all.filter(({ source, text }) => source === 'dns' && text !== '');
    expect(named.length + beyond!.count).toBe(100_000);
  });
});

describe('texts', () => {
  it('are printable and short whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (raw) => {
        const clean = cleanText(raw, 0, raw.length);
        expect(clean.length).toBeLessThanOrEqual(255);
        expect(clean).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\ufffd]/u);
        expect(clean).toBe(clean.trim());
      }),
    );
  });

  it('of 64 KiB are cut without halving a character', () => {
    const raw = new TextEncoder().encode('x' + '\u{1f4a1}'.repeat(16_000));
    const clean = cleanText(raw, 0, raw.length);
    expect(clean.length).toBeLessThanOrEqual(255);
    expect(clean.length).toBeGreaterThan(250);
    expect(clean).not.toMatch(/\p{Cs}/u);
  });
});

describe('hostile bytes', () => {
  const ports = [53, 67, 137, 138, 547, 1900, 5353];

  it('never crash a decoder, nor make it read beyond what was captured', () => {
    const start = fc.constantFrom(
      bytes(),
      // The first bytes of real messages, so that nonsense gets further in.
      bytes([0, 1, 0x84, 0, 0, 0, 0, 4, 0, 0, 0, 3]),
      bytes([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
      bytes([0, 1, 0x29, 0x10, 0, 1, 0, 0, 0, 0, 0, 1, 32]),
      bytes([1, 1, 6, 0], new Uint8Array(232), [0x63, 0x82, 0x53, 0x63]),
      bytes(new TextEncoder().encode('NOTIFY * HTTP/1.1\r\nSERVER: ')),
      bytes([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3], new Uint8Array(32), [0, 0, 2, 19, 1, 1, 0]),
    );
    const input = fc.tuple(fc.constantFrom(...ports), start, fc.uint8Array({ maxLength: 400 }));
    fc.assert(
      fc.property(input, fc.double({ min: 0, max: 1, noNaN: true }), ([port, head, tail], cut) => {
        const payload = bytes(head, tail);
        for (const frame of [
          datagram(port, port, payload),
          ethernet(0x0800, ipv4({ protocol: 6 }, tcp({}, payload))),
        ]) {
          for (const captured of [frame.length, Math.floor(frame.length * cut)]) {
            for (const hint of hintsOf(frame, captured)) {
              expect(hint).not.toMatch(/[\p{C}\ufffd]/u);
              // The helper fills what was not captured with 64 letters A.
              expect(hint).not.toContain('A'.repeat(48));
            }
          }
        }
      }),
      { numRuns: 3000 },
    );
  });
});
