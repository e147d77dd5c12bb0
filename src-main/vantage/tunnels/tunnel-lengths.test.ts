import { describe, expect, it } from 'vitest';
import {
  type EspFormat,
  espAesCbcSha1,
  espAesCbcSha256,
  espGcm,
  espPathMtu,
  espPayload,
} from './esp-format';
import { openvpnMss, openvpnPayload } from './openvpn-format';
import { controlFrames, dataFrames, segmentFrame, tunnelFrames } from './outer-frames';
import { tunnelOf } from '..';
import type { Tunnel } from './tunnel';
import { tunnelLaws } from './tunnel-laws';
import { tunnels } from './tunnels';
import { wireguardPayload } from './wireguard';

const of = (name: Tunnel['name']): Tunnel => tunnelOf(name) as Tunnel;
const UDP_FRAME = 14 + 20 + 8;
const IP_FRAME = 14 + 20;

/**
 * Frame lengths, whole before any fragmentation, as measured with OpenVPN 2.6.14 and WireGuard and, for ESP
 * and version 2.7, worked out by hand from the RFCs and the source. 40, 210 and 226 are the paper's Orvibo
 * plug. WireGuard takes no 1500.
 */
const columns = [
  ['OpenVPN GCM', (l: number) => UDP_FRAME + of('openvpn-udp-aes-256-gcm').outerPayload(l)],
  ['2.7', (l: number) => UDP_FRAME + epoch(l)],
  ['AES-128-CBC', (l: number) => UDP_FRAME + of('openvpn-udp-aes-128-cbc-sha1').outerPayload(l)],
  ['AES-256-CBC', (l: number) => UDP_FRAME + of('openvpn-udp-aes-256-cbc-sha256').outerPayload(l)],
  ['BF-CBC', (l: number) => UDP_FRAME + of('openvpn-udp-bf-cbc-sha1').outerPayload(l)],
  ['WireGuard', (l: number) => (l > 1420 ? 0 : UDP_FRAME + of('wireguard').outerPayload(l))],
  ['ESP-GCM', (l: number) => IP_FRAME + of('ipsec-esp-aes-256-gcm').outerPayload(l)],
  ['ESP-GCM NAT-T', (l: number) => UDP_FRAME + espPayload(espGcm, l)],
  ['ESP-CBC/SHA1', (l: number) => IP_FRAME + espPayload(espAesCbcSha1, l)],
  ['ESP-CBC/SHA256 NAT-T', (l: number) => UDP_FRAME + espPayload(espAesCbcSha256, l)],
  ['TCP stream bytes', (l: number) => of('openvpn-tcp-aes-256-gcm').outerPayload(l)],
] as const;

function epoch(length: number): number {
  return openvpnPayload({ cipher: 'aead', carrier: 'udp', isEpoch: true }, length);
}

// prettier-ignore
const worked: readonly (readonly number[])[] = [
  [40, 106, 110, 130, 142, 122, 122, 110, 118, 118, 130, 66],
  [52, 118, 122, 146, 158, 138, 138, 122, 130, 134, 146, 78],
  [60, 126, 130, 162, 174, 146, 138, 130, 138, 134, 146, 86],
  [100, 166, 170, 194, 206, 186, 186, 170, 178, 182, 194, 126],
  [105, 171, 175, 194, 206, 186, 186, 174, 182, 182, 194, 131],
  [210, 276, 280, 306, 318, 290, 298, 278, 286, 294, 306, 236],
  [226, 292, 296, 322, 334, 306, 314, 294, 302, 310, 322, 252],
  [576, 642, 646, 674, 686, 658, 650, 646, 654, 662, 674, 602],
  [1374, 1440, 1444, 1474, 1486, 1458, 1450, 1442, 1450, 1446, 1458, 1400],
  [1400, 1466, 1470, 1490, 1502, 1482, 1482, 1470, 1478, 1478, 1490, 1426],
  [1420, 1486, 1490, 1522, 1534, 1506, 1494, 1490, 1498, 1494, 1506, 1446],
  [1500, 1566, 1570, 1602, 1614, 1586, 0, 1570, 1578, 1574, 1586, 1526],
];

describe('outer lengths', () => {
  describe.each(columns.map(([name, frame], column) => ({ name, frame, column })))(
    '$name',
    ({ frame, column }) => {
      it.each(worked.map((row) => [row[0], row[column + 1]]))('inner %i: %i', (inner, outer) => {
        expect(frame(inner as number)).toBe(outer);
      });
    },
  );

  it('are the same for all ciphers that pack alike', () => {
    for (const [inner = 0, gcm, , , , bf] of worked) {
      expect(UDP_FRAME + of('openvpn-udp-chacha20-poly1305').outerPayload(inner)).toBe(gcm);
      expect(UDP_FRAME + of('openvpn-udp-des-ede3-cbc-sha1').outerPayload(inner)).toBe(bf);
    }
  });

  it('never pad a WireGuard payload beyond the MTU', () => {
    for (let inner = 1409; inner <= 1420; inner++) expect(wireguardPayload(inner)).toBe(1452);
    expect(dataFrames(of('wireguard'), 1420)).toEqual([1494]);
    expect(wireguardPayload(1440, 1440)).toBe(1472);
  });

  it('agree with published sizes of ESP-CBC: 1500 becomes 1552, 800 856, 1500 1564', () => {
    const desMd5: EspFormat = { iv: 8, block: 8, icv: 12 };
    expect(20 + espPayload(desMd5, 1500)).toBe(1552);
    expect(20 + espPayload(desMd5, 800)).toBe(856);
    expect(20 + espPayload(espAesCbcSha256, 1500)).toBe(1564);
  });

  it.each([
    ['openvpn-udp-aes-256-gcm', 1381],
    ['openvpn-udp-chacha20-poly1305', 1381],
    ['openvpn-tcp-aes-256-gcm', 1381],
    ['ipsec-esp-aes-256-gcm', 346],
    ['openvpn-udp-bf-cbc-sha1', 174],
    ['openvpn-udp-des-ede3-cbc-sha1', 174],
    ['openvpn-udp-aes-128-cbc-sha1', 88],
    ['openvpn-udp-aes-256-cbc-sha256', 88],
    ['wireguard', 87],
  ] as const)('%s: 1,381 sizes inside, 40 to 1420, become %i outside', (name, distinct) => {
    const sizes = new Set<number>();
    for (let inner = 40; inner <= 1420; inner++) sizes.add(of(name).outerPayload(inner));
    expect(sizes.size).toBe(distinct);
  });
});

describe('variants', () => {
  const cbc = { cipher: { block: 16, hmac: 20 }, carrier: 'udp' } as const;
  const aead = { cipher: 'aead', carrier: 'udp' } as const;

  it('add what the sources say: four bytes, one byte before the cipher, three bytes less', () => {
    expect(openvpnPayload({ ...aead, isEpoch: true }, 100)).toBe(128);
    expect(openvpnPayload({ ...aead, before: 1 }, 100)).toBe(125);
    expect(openvpnPayload({ ...aead, before: 4 }, 100)).toBe(128);
    expect(openvpnPayload({ ...aead, hasPeerId: false }, 100)).toBe(121);
    // 4 + 100 are six blocks and a half; 107 and one byte of stub are seven, so an eighth is for padding.
    expect(openvpnPayload(cbc, 107)).toBe(4 + 20 + 16 + 112);
    expect(openvpnPayload({ ...cbc, before: 1 }, 107)).toBe(4 + 20 + 16 + 128);
  });

  it('have names of their own', () => {
    const names = tunnelLaws.map(({ family, name, carrier }) => `${family} ${carrier} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(tunnels.map((tunnel) => [tunnel.name, tunnel] as const))(
    '%s is one of the laws',
    (_, tunnel) => {
      const same = tunnelLaws.filter(
        ({ carrier, payload }) =>
          carrier === tunnel.carrier &&
          worked.every(([inner = 0]) => payload(inner) === tunnel.outerPayload(inner)),
      );
      expect(same.length).toBeGreaterThan(0);
    },
  );
});

describe('fragments outside', () => {
  it('cut outer packets at 1500 as OpenVPN was seen to: IP 1500 and 72', () => {
    expect(tunnelFrames(of('openvpn-udp-aes-256-gcm'), 1500, 0)).toEqual([1514, 86]);
    expect(tunnelFrames(of('openvpn-udp-aes-256-gcm'), 1448, 0)).toEqual([1514]);
    expect(tunnelFrames(of('openvpn-udp-aes-256-gcm'), 1449, 0)).toHaveLength(2);
  });

  it('begin where they were seen to begin: AES-128-CBC at 1420, AES-256-CBC at 1404', () => {
    expect(tunnelFrames(of('openvpn-udp-aes-128-cbc-sha1'), 1420, 0)).toEqual([1514, 42]);
    expect(tunnelFrames(of('openvpn-udp-aes-128-cbc-sha1'), 1419, 0)).toHaveLength(1);
    expect(tunnelFrames(of('openvpn-udp-aes-256-cbc-sha256'), 1404, 0)).toHaveLength(2);
    expect(tunnelFrames(of('openvpn-udp-aes-256-cbc-sha256'), 1403, 0)).toHaveLength(1);
  });

  it('have no UDP header in ESP: 1536 bytes behind the IP header are 1480 and 56', () => {
    expect(tunnelFrames(of('ipsec-esp-aes-256-gcm'), 1500, 0)).toEqual([1514, 90]);
    expect(tunnelFrames(of('ipsec-esp-aes-256-gcm'), 1446, 0)).toEqual([1514]);
    expect(tunnelFrames(of('ipsec-esp-aes-256-gcm'), 1447, 0)).toHaveLength(2);
  });

  it('are no matter of a stream: a record is one packet to who reads it', () => {
    expect(tunnelFrames(of('openvpn-tcp-aes-256-gcm'), 1500, 0)).toEqual([66 + 1526]);
    expect(segmentFrame(1448)).toBe(1514);
  });
});

describe('maximum segment size', () => {
  it.each([
    ['openvpn-udp-aes-256-gcm', 1400],
    ['openvpn-udp-chacha20-poly1305', 1400],
    ['openvpn-tcp-aes-256-gcm', 1386],
    ['openvpn-udp-aes-128-cbc-sha1', 1379],
    ['openvpn-udp-aes-256-cbc-sha256', 1363],
    ['openvpn-udp-bf-cbc-sha1', 1387],
    ['openvpn-udp-des-ede3-cbc-sha1', 1387],
  ] as const)('%s is what OpenVPN 2.6.14 logged: %i', (name, mss) => {
    expect(of(name).mss).toBe(mss);
  });

  it('of the others follows from their MTU', () => {
    expect(of('wireguard').mss).toBe(1380);
    // Linux: ((1500 - 36 - 16) & ~3) - 2 = 1446; 8 bytes less with UDP, so 1438.
    expect(of('ipsec-esp-aes-256-gcm').mss).toBe(1406);
    expect(espPathMtu(espGcm, true)).toBe(1438);
  });

  it.each(tunnels.filter(({ carrier }) => carrier !== 'tcp').map((t) => [t.name, t] as const))(
    '%s: a full segment needs no fragment outside, 16 bytes more do',
    (_, tunnel) => {
      expect(dataFrames(tunnel, tunnel.mss + 40)).toHaveLength(1);
      expect(tunnelFrames(tunnel, tunnel.mss + 40 + 64, 0).length).toBeGreaterThan(1);
    },
  );

  it('leaves OpenVPN packets of 1492 bytes at most, and not sixteen less', () => {
    for (const tunnel of tunnels.filter(({ name }) => name.startsWith('openvpn-udp'))) {
      const ip = 28 + tunnel.outerPayload(tunnel.mss + 40);
      expect(ip).toBeLessThanOrEqual(1492);
      expect(28 + tunnel.outerPayload(tunnel.mss + 40 + 1)).toBeGreaterThan(1492 - 16);
    }
  });

  it('was smaller before version 2.6, whose mssfix was 1450', () => {
    expect(openvpnMss({ cipher: 'aead', carrier: 'udp' }, 1450)).toBe(1358);
  });
});

describe('the tunnel’s own packets', () => {
  const first = (name: Tunnel['name']): number[] =>
    of(name).keepalives.flatMap(({ packets }) =>
      packets.flatMap(({ payload }) => controlFrames(of(name), payload)),
    );

  it('have the lengths that were seen: pings of 82, 114, 126 and 98, a keepalive of 74', () => {
    expect(first('openvpn-udp-aes-256-gcm')).toEqual([82]);
    expect(first('openvpn-udp-aes-128-cbc-sha1')).toEqual([114]);
    expect(first('openvpn-udp-aes-256-cbc-sha256')).toEqual([126]);
    expect(first('openvpn-udp-bf-cbc-sha1')).toEqual([98]);
    expect(first('wireguard')).toEqual([74]);
  });

  it('shake hands with the lengths that were seen', () => {
    const handshake = (name: Tunnel['name']) => of(name).handshake.map(({ payload }) => payload);
    // Resets, the client's hello, certificates, what is pushed; real/control.test.ts has the real ones.
    expect(handshake('openvpn-udp-aes-256-gcm')).toEqual([
      14, 26, 303, 1195, 1222, 133, 188, 234, 30, 34, 249, 34,
    ]);
    expect(handshake('wireguard')).toEqual([148, 92]);
  });
});
