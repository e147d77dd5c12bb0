import { describe, expect, it } from 'vitest';
import { openvpnAes128CbcSha1, openvpnAes256Gcm } from './openvpn';
import { innerLengths, outerFrames, tunnelFrames } from './tunnel';
import { wireguard } from './wireguard';

/**
 * Frame lengths measured with OpenVPN 2.6.14 and WireGuard: inner IP length, then the outer frame of
 * AES-256-GCM, AES-128-CBC/SHA1 and WireGuard. 40, 210 and 226 are the paper's Orvibo plug.
 */
const measured = [
  [40, 106, 130, 122],
  [52, 118, 146, 138],
  [60, 126, 162, 138],
  [100, 166, 194, 186],
  [105, 171, 194, 186],
  [210, 276, 306, 298],
  [226, 292, 322, 314],
  [576, 642, 674, 650],
  [1374, 1440, 1474, 1450],
  [1400, 1466, 1490, 1482],
] as const;

describe('outer frame lengths', () => {
  it.each(measured)('inner %i: GCM %i, CBC %i, WireGuard %i', (inner, gcm, cbc, wg) => {
    expect(tunnelFrames(openvpnAes256Gcm, inner, 0)).toEqual([gcm]);
    expect(tunnelFrames(openvpnAes128CbcSha1, inner, 0)).toEqual([cbc]);
    expect(tunnelFrames(wireguard, inner, 0)).toEqual([wg]);
  });

  it('never pads a WireGuard payload beyond the MTU', () => {
    for (let inner = 1409; inner <= 1420; inner++) {
      expect(wireguard.outerPayload(inner)).toBe(1452);
    }
    expect(tunnelFrames(wireguard, 1420, 0)).toEqual([1494]);
  });

  it('counts distinct outer sizes over 40..1420 as the formulas do: 1381, 88, 87', () => {
    const distinct = (outer: (length: number) => number): number => {
      const sizes = new Set<number>();
      for (let inner = 40; inner <= 1420; inner++) sizes.add(outer(inner));
      return sizes.size;
    };
    expect(distinct(openvpnAes256Gcm.outerPayload)).toBe(1381);
    expect(distinct(openvpnAes128CbcSha1.outerPayload)).toBe(88);
    expect(distinct(wireguard.outerPayload)).toBe(87);
  });
});

describe('fragments', () => {
  it('cuts outer packets at 1500 as OpenVPN was seen to: IP 1500 and 72', () => {
    expect(tunnelFrames(openvpnAes256Gcm, 1500, 0)).toEqual([1514, 86]);
    expect(tunnelFrames(openvpnAes256Gcm, 1448, 0)).toEqual([1514]);
    expect(tunnelFrames(openvpnAes256Gcm, 1449, 0)).toHaveLength(2);
  });

  it('fragments AES-128-CBC at an inner length of 1420 already: IP 1500 and 28', () => {
    expect(tunnelFrames(openvpnAes128CbcSha1, 1420, 0)).toEqual([1514, 42]);
  });

  it('fragments before encryption in WireGuard: payloads 1452 + 80 and 1452 + 144', () => {
    const payloads = (length: number): number[] =>
      innerLengths(wireguard, length, 0).map((inner) => wireguard.outerPayload(inner));
    expect(payloads(1440)).toEqual([1452, 80]);
    expect(payloads(1500)).toEqual([1452, 144]);
  });

  it('sends exactly what a datagram carries, whatever its length', () => {
    for (const payload of [1, 1472, 1473, 3000, 65_000]) {
      const carried = outerFrames(payload).reduce((sum, frame) => sum + frame - 34, 0);
      expect(carried).toBe(payload + 8);
    }
  });
});

describe('maximum segment size', () => {
  it('is what OpenVPN and WireGuard write into a handshake', () => {
    expect(openvpnAes256Gcm.mss).toBe(1400);
    expect(openvpnAes128CbcSha1.mss).toBe(1379);
    expect(wireguard.mss).toBe(1380);
  });

  it('cuts a full TCP packet as the sender would have', () => {
    // 1500 bytes with 20 + 32 bytes of headers: 1448 of payload; 1440 - 52 = 1388 fit.
    expect(innerLengths(openvpnAes256Gcm, 1500, 1448)).toEqual([1440, 52 + 60]);
    expect(innerLengths(openvpnAes256Gcm, 1440, 1388)).toEqual([1440]);
    expect(tunnelFrames(openvpnAes256Gcm, 1500, 1448)).toEqual([1506, 178]);
  });

  it('cuts segments that the capturing machine had merged', () => {
    const parts = innerLengths(wireguard, 5052, 5000);
    const payload = parts.reduce((sum, part) => sum + part - 52, 0);
    expect(payload).toBe(5000);
    expect(Math.max(...parts)).toBe(1420);
  });
});

describe('keepalives', () => {
  it('have the lengths that were seen: frames of 82, 114 and 74 bytes', () => {
    expect(outerFrames(openvpnAes256Gcm.keepalive.payload)).toEqual([82]);
    expect(outerFrames(openvpnAes128CbcSha1.keepalive.payload)).toEqual([114]);
    expect(outerFrames(wireguard.keepalive.payload)).toEqual([74]);
  });
});
