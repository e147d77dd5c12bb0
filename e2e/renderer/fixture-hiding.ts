import {
  type Facet,
  facetNames,
  type Hiding,
  hidingSchema,
  type LengthFigures,
} from '../../src-main/contract/hiding';
import { fill, hidingMessages } from '../../src-main/contract/messages';
import type { VantageName } from '../../src-main/contract/vantage';

/** How many bits each vantage hides, as in a home of many devices. */
const hidden: Partial<Record<VantageName, number>> = {
  'openvpn-udp-aes-128-cbc-sha1': 1.71,
  'openvpn-udp-aes-256-cbc-sha256': 1.69,
  'openvpn-udp-bf-cbc-sha1': 1.12,
  'openvpn-udp-des-ede3-cbc-sha1': 1.12,
  wireguard: 1.84,
  'ipsec-esp-aes-256-gcm': 0.63,
};

export function fixtureLengths(vantage: VantageName): LengthFigures {
  const bits = hidden[vantage] ?? 0;
  return {
    vantage,
    packets: 96_204,
    distinctInside: 611,
    distinctOutside: bits > 0 ? 118 : 611,
    entropyInsideBits: 6.42,
    entropyOutsideBits: 6.42 - bits,
    hiddenBits: bits,
    toldShare: bits > 0 ? 0.273 : 1,
    guessedShare: bits > 0 ? 0.681 : 1,
    mostAlike: bits > 1.5 ? 16 : bits > 1 ? 8 : bits > 0 ? 4 : 1,
  };
}

/** What a vantage hides, with figures that fit the fixture of an audit. */
export function fixtureHiding(vantage: VantageName): Hiding {
  const lengths = fixtureLengths(vantage);
  const tunnel = vantage !== 'napt';
  const say = (code: Hiding['sentences'][0]['code'], params: Record<string, string> = {}) => ({
    code,
    params,
    text: fill(hidingMessages[code], params),
  });
  const inside: Partial<Record<Facet['name'], number>> = {
    devices: 19,
    lan: 26_104,
    servers: 84,
    ports: 14,
    protocols: 9,
    connections: 1218,
    sizes: lengths.distinctInside,
    count: lengths.packets,
  };
  const fateOf = (name: Facet['name']): Facet['fate'] => {
    if (name === 'devices' || name === 'lan') return 'gone';
    if (name === 'sizes') return lengths.mostAlike > 1 ? 'blurred' : 'stays';
    if (name === 'times' || name === 'directions' || name === 'count') return 'stays';
    return tunnel ? 'gone' : 'stays';
  };
  const outsideOf = (name: Facet['name']): number | null => {
    const before = inside[name];
    if (before === undefined) return null;
    if (name === 'lan') return 0;
    if (name === 'sizes') return lengths.distinctOutside;
    return fateOf(name) === 'gone' ? 1 : before;
  };
  return hidingSchema.parse({
    lengths,
    facets: facetNames.map((name) => ({
      name,
      fate: fateOf(name),
      inside: inside[name] ?? null,
      outside: outsideOf(name),
    })),
    own: tunnel
      ? { handshake: 9, keepalive: 205, acknowledgement: 0, other: 0 }
      : { handshake: 0, keepalive: 0, acknowledgement: 0, other: 0 },
    sentences: tunnel
      ? [
          ...(lengths.mostAlike > 1
            ? [
                say('hides-servers-rounds-sizes', { most: String(lengths.mostAlike) }),
                say('sizes-told', {
                  inside: '6.42',
                  hidden: lengths.hiddenBits.toFixed(2),
                  guessed: '68',
                }),
              ]
            : [say('hides-servers-not-sizes'), say('newer-hides-less', { then: '1.71' })]),
          say('looks-like-one', { connections: '1,218', servers: '84' }),
          say('lan-unseen', { packets: '26,104' }),
          say('own-packets', { packets: '214' }),
        ]
      : [say('router-hides-devices'), say('lan-unseen', { packets: '26,104' })],
  });
}
