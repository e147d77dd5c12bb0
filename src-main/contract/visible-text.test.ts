import { describe, expect, it } from 'vitest';
import { visibleSentences } from './visible-text';

const plain = {
  servers: 1043,
  serverPorts: 2,
  ports: [],
  connections: 9,
  timeServers: 1,
  names: 2,
  commonNames: [
    { name: 'a.example', dns: 4, tls: 1, quic: 0, http: 0 },
    { name: 'b.example', dns: 0, tls: 3, quic: 2, http: 0 },
  ],
  veiled: { encryptedHellos: 0, namelessHellos: 0, dnsOverTls: 0, dnsOverHttps: 0 },
  homeIpv6Addresses: 0,
};

describe('what stands in the clear, in words', () => {
  it('counts servers, and names by what says them', () => {
    expect(visibleSentences(plain)).toEqual([
      'Open to see: servers 1,043, their ports 2, connections 9, time servers 1.',
      'Names in the clear: 2 (by what says them: DNS 1, TLS 2, QUIC 1).',
    ]);
  });

  it('tells of how many names the sources are known', () => {
    expect(visibleSentences({ ...plain, names: 300 })[1]).toContain(
      '300 (by what says them, of the 2 commonest: DNS',
    );
    expect(visibleSentences({ ...plain, names: 0, commonNames: [] })[1]).toBe(
      'Names in the clear: 0.',
    );
  });

  it('tells what is hidden, and of IPv6, where there is any', () => {
    const veiled = { encryptedHellos: 3, namelessHellos: 0, dnsOverTls: 5, dnsOverHttps: 6 };
    const lines = visibleSentences({ ...plain, veiled, homeIpv6Addresses: 7 });
    expect(lines[2]).toBe(
      'Names that are hidden: ClientHellos with Encrypted ClientHello, or with one made up 3; packets of DNS over TLS or QUIC 5; packets to known resolvers by HTTPS 6.',
    );
    expect(lines[3]).toMatch(/IPv6 addresses .* single device: 7\.$/);
  });
});
