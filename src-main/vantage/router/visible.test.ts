import { describe, expect, it } from 'vitest';
import { identifyHome } from '../../home/identify';
import { type SketchedPacket, tableOf } from '../../home/testing/table-of';
import { summariseView, viewHome } from '..';

const router = 'a0:00:00:00:00:01/';
const lamp = '50:c7:bf:00:00:02/192.168.1.10';
const plug = '50:c7:bf:00:00:03/192.168.1.11';
const hub = '50:c7:bf:00:00:04/[2001:db8:1::4]';

function visibleOf(packets: readonly SketchedPacket[]) {
  const home = identifyHome(tableOf(packets), { vendors: { of: () => null } });
  return summariseView(home, viewHome(home, 'napt', 1)).visible!;
}

const packets: SketchedPacket[] = [
  { from: `${lamp}:5000`, to: `${router}9.9.9.9:443`, tcpPayload: 10 },
  { from: `${router}9.9.9.9:443`, to: `${lamp}:5000`, tcpPayload: 10 },
  { from: `${plug}:5000`, to: `${router}9.9.9.9:443`, tcpPayload: 10 },
  { from: `${plug}:5001`, to: `${router}9.9.9.9:443` },
  { from: `${plug}:123`, to: `${router}84.20.1.7:123` },
  { from: `${plug}:6000`, to: `${router}84.20.1.7:853`, tcpPayload: 10 },
  { from: `${hub}:7000`, to: `${router}[2600::5]:8883`, tcpPayload: 10 },
  { from: `${plug}:1`, to: '50:c7:bf:00:00:09/192.168.1.12:2' },
];

describe('what stands in the clear behind NAPT', () => {
  const visible = visibleOf(packets);

  it('counts servers and their ports, TCP and UDP apart, the busiest first', () => {
    expect(visible.servers).toBe(3);
    expect(visible.serverPorts).toBe(5);
    expect(visible.ports).toEqual([
      { protocol: 'tcp', port: 443, packets: 3 },
      { protocol: 'udp', port: 123, packets: 1 },
      { protocol: 'udp', port: 443, packets: 1 },
      { protocol: 'tcp', port: 853, packets: 1 },
      { protocol: 'tcp', port: 8883, packets: 1 },
    ]);
  });

  it('counts conversations, both ways of one as one', () => {
    expect(visible.connections).toBe(6);
  });

  it('counts servers of time, DNS over TLS, and addresses of the home that are not translated', () => {
    expect(visible.timeServers).toBe(1);
    expect(visible.veiled.dnsOverTls).toBe(1);
    expect(visible.homeIpv6Addresses).toBe(1);
  });

  it('is null in a tunnel', () => {
    const home = identifyHome(tableOf(packets), { vendors: { of: () => null } });
    expect(summariseView(home, viewHome(home, 'wireguard', 1)).visible).toBeNull();
  });
});

describe('names in the clear behind NAPT', () => {
  const ECH = 1;
  const hello = (to: string, name?: string, type = 0): SketchedPacket => ({
    from: `${lamp}:5000`,
    to: `${router}${to}:443`,
    tcpPayload: 200,
    says: { kind: 'tls-hello', type, ...(name === undefined ? {} : { name }) },
  });
  const question = (name: string, server = `${router}84.20.1.7`): SketchedPacket => ({
    from: `${lamp}:4000`,
    to: `${server}:53`,
    says: { kind: 'dns-question', name, type: 1 },
  });
  const visible = visibleOf([
    hello('84.20.1.1', 'b.example'),
    hello('84.20.1.1', 'b.example'),
    question('a.example'),
    question('b.example'),
    { ...hello('84.20.1.1', 'b.example'), says: { kind: 'quic-hello', name: 'b.example' } },
    { ...hello('84.20.1.1'), says: { kind: 'http-request', name: 'c.example' } },
    hello('84.20.1.2', 'outside.example', ECH),
    hello('84.20.1.3'),
    // A resolver known by the name it is greeted with, one by its address, and one of the home.
    hello('84.20.1.4', 'x.dns.nextdns.io'),
    { from: `${router}84.20.1.4:443`, to: `${lamp}:5000`, tcpPayload: 9 },
    { from: `${lamp}:5001`, to: `${router}1.1.1.1:443`, tcpPayload: 9 },
    question('lan.example', '50:c7:bf:00:00:09/192.168.1.12'),
  ]);

  it('are counted by what says them, the commonest first; not those in the home', () => {
    const none = { dns: 0, tls: 0, quic: 0, http: 0 };
    expect(visible.commonNames).toEqual([
      { ...none, name: 'b.example', dns: 1, tls: 2, quic: 1 },
      { ...none, name: 'a.example', dns: 1 },
      { ...none, name: 'c.example', http: 1 },
      { ...none, name: 'outside.example', tls: 1 },
      { ...none, name: 'x.dns.nextdns.io', tls: 1 },
    ]);
    expect(visible.names).toBe(5);
  });

  it('are missing where a ClientHello is encrypted, has none, or DNS goes by HTTPS', () => {
    expect(visible.veiled).toEqual({
      encryptedHellos: 1,
      namelessHellos: 1,
      dnsOverTls: 0,
      dnsOverHttps: 3,
    });
  });
});
