import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { innerLengths } from './inner-packets';
import { outerFrames, tunnelFrames } from './outer-frames';
import { tunnels, tunnelOf } from './tunnels';
import type { Tunnel } from './tunnel';

const gcm = tunnelOf('openvpn-udp-aes-256-gcm') as Tunnel;
const wireguard = tunnelOf('wireguard') as Tunnel;
const anyTunnel = fc.constantFrom(...tunnels);
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('a TCP packet longer than the tunnel’s MSS allows', () => {
  it('is cut as the sender would have cut it', () => {
    // 1500 bytes with 20 + 32 bytes of headers: 1448 of payload; 1440 - 52 = 1388 fit.
    expect(innerLengths(gcm, 1500, 1448)).toEqual([1440, 52 + 60]);
    expect(innerLengths(gcm, 1440, 1388)).toEqual([1440]);
    expect(tunnelFrames(gcm, 1500, 1448)).toEqual([1506, 178]);
  });

  it('is cut the same over IPv6, whose MSS is 20 less', () => {
    // 40 + 32 bytes of headers: 1428 of payload; 1380 - 12 = 1368 fit.
    expect(innerLengths(gcm, 1500, 1428, true)).toEqual([1440, 72 + 60]);
  });

  it('has all its payload in the parts, and none exceeds the MSS', () => {
    fc.assert(
      fc.property(
        anyTunnel,
        fc.integer({ min: 40, max: 120 }),
        fc.integer({ min: 1, max: 65_000 }),
        (tunnel, headers, payload) => {
          const parts = innerLengths(tunnel, headers + payload, payload);
          expect(sum(parts.map((part) => part - headers))).toBe(payload);
          expect(Math.max(...parts)).toBeLessThanOrEqual(tunnel.mss + 40);
          expect(parts.length).toBe(Math.ceil(payload / (tunnel.mss + 40 - headers)));
        },
      ),
    );
  });
});

describe('other packets longer than the tunnel’s MTU', () => {
  it('are fragmented before encryption in WireGuard: payloads 1452 + 80 and 1452 + 144', () => {
    const payloads = (length: number): number[] =>
      innerLengths(wireguard, length, 0).map((inner) => wireguard.outerPayload(inner));
    expect(payloads(1440)).toEqual([1452, 80]);
    expect(payloads(1500)).toEqual([1452, 144]);
  });

  it('come in pieces from their sender over IPv6: 1368 bytes and 92 of 1460', () => {
    expect(innerLengths(wireguard, 1500, 0, true)).toEqual([48 + 1368, 48 + 92]);
  });

  it('lose nothing, and all pieces but the last are multiples of eight', () => {
    fc.assert(
      fc.property(
        anyTunnel,
        fc.boolean(),
        fc.integer({ min: 40, max: 65_535 }),
        (tunnel, isIpv6, length) => {
          const parts = innerLengths(tunnel, length, 0, isIpv6);
          const isWhole = parts.length === 1;
          const header = isIpv6 ? (isWhole ? 40 : 48) : 20;
          expect(sum(parts.map((part) => part - header))).toBe(length - (isIpv6 ? 40 : 20));
          expect(Math.max(...parts)).toBeLessThanOrEqual(tunnel.innerMtu);
          for (const part of parts.slice(0, -1)) expect((part - header) % 8).toBe(0);
        },
      ),
    );
  });
});

describe('outer frames', () => {
  it('carry exactly what a datagram holds, whatever its length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 65_507 }), (payload) => {
        const frames = outerFrames(payload);
        expect(sum(frames.map((frame) => frame - 34))).toBe(payload + 8);
        expect(Math.max(...frames)).toBeLessThanOrEqual(1514);
      }),
    );
  });

  it('never get shorter when the packet inside gets longer', () => {
    fc.assert(
      fc.property(anyTunnel, fc.integer({ min: 20, max: 1499 }), (tunnel, length) => {
        expect(sum(tunnelFrames(tunnel, length + 1, 0))).toBeGreaterThanOrEqual(
          sum(tunnelFrames(tunnel, length, 0)),
        );
      }),
    );
  });

  it('are longer than the packet inside, by less than 150 bytes', () => {
    fc.assert(
      fc.property(anyTunnel, fc.integer({ min: 20, max: 1420 }), (tunnel, length) => {
        const outer = sum(tunnelFrames(tunnel, length, 0));
        expect(outer).toBeGreaterThan(length + 14);
        expect(outer).toBeLessThan(length + 150);
      }),
    );
  });
});
