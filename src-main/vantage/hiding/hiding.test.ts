import { describe, expect, it } from 'vitest';
import type { HidingSentence } from '../../contract/hiding';
import type { VantageName } from '../../contract/vantage';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { hidingAt, knownVantages, lengthsEverywhere, summariseView, tunnelOf, viewHome } from '..';
import { countLengths, lengthFigures } from './lengths';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';

const out = (time: number, length: number, from = `${lamp}:5000`, to = '9.9.9.9:8883') => ({
  time,
  length,
  from,
  to: `${router}${to}`,
});
const back = (time: number, length: number): SketchedPacket => ({
  time,
  length,
  from: `${router}9.9.9.9:8883`,
  to: `${lamp}:5000`,
});

/** Lengths 60, 60, 64, 52 and four of 100; two devices, two servers, three connections, one LAN packet. */
const home = identifyHome(
  tableOf([
    out(0, 60),
    back(0.1, 60),
    out(0.2, 64),
    out(0.3, 52),
    out(0.4, 100, `${plug}:6000`, '8.8.8.8:443'),
    out(0.5, 100, `${plug}:6000`, '8.8.8.8:443'),
    out(0.6, 100, `${plug}:6001`, '8.8.8.8:443'),
    back(0.7, 100),
    { time: 0.8, length: 90, from: `${lamp}:1`, to: `${plug}:2` },
  ]),
  { vendors: { of: () => null } },
);

const hiding = (vantage: VantageName) => hidingAt(home, viewHome(home, vantage, 1));
/** Some of each kind: a tunnel comes up, falls silent, and over TCP is acknowledged. */
describe('packets that carry nothing of the home', () => {
  it.each(knownVantages)('are as many by kind as in all, at %s', (vantage) => {
    const seen = viewHome(home, vantage, 1);
    const { own } = hidingAt(home, seen);
    const { controlPackets, packets } = summariseView(home, seen);
    const sum = own.handshake + own.keepalive + own.acknowledgement + own.other;
    expect(controlPackets).toBe(sum);
    expect(packets - controlPackets).toBe(seen.origin.filter((row) => row >= 0).length);
    expect(own.acknowledgement > 0).toBe(vantage.startsWith('openvpn-tcp'));
    expect(own.handshake > 0).toBe(vantage !== 'napt');
  });
});

const codes = (sentences: readonly HidingSentence[]) => sentences.map(({ code }) => code);

describe('lengths', () => {
  // Inside: 2, 1, 1 and 4 of 8 packets: 2/8 x 2 + 2 x 1/8 x 3 + 4/8 x 1 = 1.75 bits.
  it('are all there behind NAPT and in OpenVPN with GCM', () => {
    for (const vantage of ['napt', 'openvpn-udp-aes-256-gcm'] as const) {
      expect(hiding(vantage).lengths).toEqual({
        vantage,
        packets: 8,
        distinctInside: 4,
        distinctOutside: 4,
        entropyInsideBits: 1.75,
        entropyOutsideBits: 1.75,
        hiddenBits: 0,
        toldShare: 1,
        guessedShare: 1,
        mostAlike: 1,
      });
    }
  });

  // RFC 8200: of 1,460 bytes in WireGuard's MTU of 1,420 the 1,420 behind the header leave as 1,368 and 52, each
  // behind 48 bytes of headers: 1,416 and 100. IPv4 would have 1,420 and 60.
  it('are those of the fragments that a sender makes over IPv6', () => {
    const sent = [1400, 1416, 1460].map((length) => ({
      length,
      from: '50:c7:bf:00:00:02/[2a00::5]:5000',
      to: `${router}[2001:db8::9]:443`,
    }));
    const counts = countLengths({ packets: tableOf(sent), internet: Uint8Array.of(1, 1, 1) });
    expect(lengthFigures(counts, 'wireguard', tunnelOf('wireguard'))).toMatchObject({
      packets: 4,
      distinctInside: 3,
      entropyInsideBits: 1.5,
    });
  });

  // 52, 60 and 64 are padded to 64; 100 to 112: four and four.
  it('are rounded to 16 by WireGuard', () => {
    expect(hiding('wireguard').lengths).toMatchObject({
      distinctOutside: 2,
      entropyOutsideBits: 1,
      hiddenBits: 0.75,
      toldShare: 0.5,
      // Of 52, 60, 60 and 64 the guess 60 is right twice.
      guessedShare: 6 / 8,
      mostAlike: 16,
    });
  });

  // With 4 bytes of packet id and padding: 60 and 64 are alike, 52 and 100 stand alone.
  it('are rounded elsewhere by AES-CBC', () => {
    const { hiddenBits, toldShare, guessedShare, distinctOutside, mostAlike } = hiding(
      'openvpn-udp-aes-128-cbc-sha1',
    ).lengths;
    // Of three alike two are 60 and one is 64: log2 3 - 2/3 bits, for three of eight packets.
    expect(hiddenBits).toBeCloseTo((3 / 8) * (Math.log2(3) - 2 / 3), 12);
    expect([toldShare, distinctOutside, mostAlike]).toEqual([5 / 8, 3, 16]);
    expect(guessedShare).toBe(7 / 8);
  });

  it('leave as many different ones of 1,381 as was computed by hand', () => {
    const each = new Map(Array.from({ length: 1381 }, (_, i) => [(40 + i) * 0x100000, 1]));
    const expected: Partial<Record<VantageName, number>> = {
      'openvpn-udp-aes-256-gcm': 1381,
      'openvpn-udp-chacha20-poly1305': 1381,
      'ipsec-esp-aes-256-gcm': 346,
      'openvpn-udp-bf-cbc-sha1': 174,
      'openvpn-udp-des-ede3-cbc-sha1': 174,
      'openvpn-udp-aes-128-cbc-sha1': 88,
      wireguard: 87,
    };
    const found = Object.keys(expected).flatMap((name) => {
      const vantage = name as VantageName;
      const tunnel = tunnelOf(vantage);
      return tunnel ? [[name, lengthFigures(each, vantage, tunnel)] as const] : [];
    });
    expect(found.length).toBeGreaterThan(2);
    for (const [name, figures] of found) {
      expect([name, figures.distinctOutside]).toEqual([name, expected[name as VantageName]]);
    }
    const wireguard = found.find(([name]) => name === 'wireguard')![1];
    expect(wireguard.hiddenBits).toBeCloseTo(3.99, 2);
    // All equally common: what was there less what is left.
    expect(wireguard.entropyInsideBits - wireguard.entropyOutsideBits).toBeCloseTo(
      wireguard.hiddenBits,
      9,
    );
  });

  it('of long TCP segments are those that the tunnel’s MSS leaves', () => {
    const tunnel = tunnelOf('wireguard')!;
    // 1500 bytes with 1448 of payload: 1420, and 132 with the headers again.
    const figures = lengthFigures(new Map([[1500 * 0x100000 + 1448, 3]]), 'wireguard', tunnel);
    expect([figures.packets, figures.distinctInside, figures.entropyInsideBits]).toEqual([6, 2, 1]);
  });

  it('are compared for NAPT and every tunnel', () => {
    const [first, ...others] = lengthsEverywhere(home);
    expect(first!.vantage).toBe('napt');
    expect(others.length).toBeGreaterThanOrEqual(3);
    expect(others.find(({ vantage }) => vantage === 'wireguard')!.hiddenBits).toBe(0.75);
  });
});

describe('facets', () => {
  const of = (vantage: VantageName) =>
    Object.fromEntries(
      hiding(vantage).facets.map(({ name, fate, inside, outside }) => [
        name,
        [fate, inside, outside],
      ]),
    );

  it('behind NAPT lose devices and what stays in the LAN alone', () => {
    expect(of('napt')).toMatchObject({
      devices: ['gone', 2, 1],
      lan: ['gone', 1, 0],
      servers: ['stays', 2, 2],
      ports: ['stays', 2, 2],
      connections: ['stays', 3, 3],
      names: ['stays', 0, 0],
      sizes: ['stays', 4, 4],
      count: ['stays', 8, 8],
    });
  });

  it('in a tunnel lose all but sizes, times, directions and their number', () => {
    const found = of('wireguard');
    expect(found).toMatchObject({
      servers: ['gone', 2, 1],
      ports: ['gone', 2, 1],
      connections: ['gone', 3, 1],
      flags: ['gone', null, null],
      sizes: ['blurred', 4, 2],
      times: ['stays', null, null],
    });
    expect(of('openvpn-udp-aes-256-gcm')['sizes']).toEqual(['stays', 4, 4]);
  });

  it('over TCP count what passes, not the records in it', () => {
    const { facets, own } = hiding('openvpn-tcp-aes-256-gcm');
    const outside = facets.find(({ name }) => name === 'count')!.outside!;
    const carrying = outside - Object.values(own).reduce((sum, one) => sum + one, 0);
    // A record of these lengths needs one segment at the most, and several may share one.
    expect(carrying).toBeGreaterThan(0);
    expect(carrying).toBeLessThanOrEqual(8);
    expect(own.acknowledgement).toBeGreaterThan(0);
  });
});

describe('sentences', () => {
  it('say what is true of each', () => {
    expect(codes(hiding('napt').sentences)).toEqual(['router-hides-devices', 'lan-unseen']);
    const today = hiding('openvpn-udp-aes-256-gcm');
    expect(codes(today.sentences)).toEqual([
      'hides-servers-not-sizes',
      'newer-hides-less',
      'looks-like-one',
      'lan-unseen',
      'own-packets',
    ]);
    expect(today.sentences[1]!.text).toContain('hidden 0.34 bits');
    const rounded = hiding('wireguard').sentences;
    expect(codes(rounded).slice(0, 2)).toEqual(['hides-servers-rounds-sizes', 'sizes-told']);
    expect(rounded[0]!.text).toContain('any of 16 inside');
    expect(rounded[1]!.text).toContain('tells 1.75 bits, of which the tunnel hides 0.75');
    expect(rounded[1]!.text).toContain('right to the byte for 75 of 100 packets');
  });

  it('do not claim that rounding hides where it mixes up nothing', () => {
    const alone = identifyHome(tableOf([out(0, 60), out(1, 200)]), {
      vendors: { of: () => null },
    });
    const { sentences } = hidingAt(alone, viewHome(alone, 'wireguard', 1));
    expect(codes(sentences)).toContain('sizes-all-told');
    expect(codes(sentences)).not.toContain('sizes-told');
  });

  it('say nothing of a 2019 tunnel that would have hidden nothing either', () => {
    const alone = identifyHome(tableOf([out(0, 60), out(1, 200)]), {
      vendors: { of: () => null },
    });
    const seen = viewHome(alone, 'openvpn-udp-aes-256-gcm', 1);
    expect(codes(hidingAt(alone, seen).sentences)).not.toContain('newer-hides-less');
  });
});

it('counts the tunnel’s own packets by what they are for', () => {
  // Within a second of traffic: WireGuard's two handshake packets, and no keepalive yet.
  expect(hiding('wireguard').own).toEqual({
    handshake: 2,
    keepalive: 0,
    acknowledgement: 0,
    other: 0,
  });
});

describe('a home with IPv6', () => {
  const server = '[2600::5]:443';
  const mixed = identifyHome(
    tableOf([
      { ...out(0, 60), says: { kind: 'tls-hello', name: 'a.example' } },
      out(0.1, 80, '50:c7:bf:00:00:04/[2001:db8:1::4]:7000', server),
      out(0.2, 80, '50:c7:bf:00:00:05/[2001:db8:1::5]:7000', server),
    ]),
    { vendors: { of: () => null } },
  );
  const at = (vantage: VantageName) => hidingAt(mixed, viewHome(mixed, vantage, 1));
  const facet = (vantage: VantageName, wanted: string) =>
    at(vantage).facets.find(({ name }) => name === wanted);

  it('shows two devices by addresses of their own, behind NAPT alone', () => {
    expect(facet('napt', 'devices')).toMatchObject({ fate: 'blurred', inside: 3, outside: 3 });
    expect(facet('wireguard', 'devices')).toMatchObject({ fate: 'gone', inside: 3, outside: 1 });
    const sentence = (vantage: VantageName) =>
      at(vantage).sentences.find(({ code }) => code === 'ipv6-tells-devices');
    expect(sentence('napt')!.text).toContain('stay open to see: 2.');
    expect(sentence('wireguard')).toBeUndefined();
  });

  it('counts the names in the clear, which a tunnel hides', () => {
    expect(facet('napt', 'names')).toMatchObject({ fate: 'stays', inside: 1, outside: 1 });
    expect(facet('wireguard', 'names')).toMatchObject({ fate: 'gone', inside: 1, outside: 0 });
  });
});
