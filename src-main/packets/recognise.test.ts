import { describe, expect, it } from 'vitest';
import { protocolText } from '../contract/protocol-bits';
import { pcap, readBytes } from './testing/captures';
import { bytes, ethernet, ipv4, tcp, text, tlsRecord, udp } from './testing/frames';

/** The protocol bits of one IPv4 packet; `kept` bytes of its payload were captured. */
async function bitsOf(protocol: number, segment: Uint8Array, kept?: number): Promise<string> {
  const frame = ethernet(0x0800, ipv4({ protocol }, segment));
  const headers = 14 + 20 + (protocol === 6 ? 20 : 8);
  const captured = kept === undefined ? frame : frame.subarray(0, headers + kept);
  const { packets } = await readBytes(pcap({}, { frame: captured, length: frame.length }));
  return protocolText(packets.protocols[0]!);
}
const tcpBits = (destination: number, payload: Uint8Array, kept?: number) =>
  bitsOf(6, tcp({ source: 50000, destination }, payload), kept);
const udpBits = (destination: number, payload: Uint8Array) =>
  bitsOf(17, udp({ source: 50000, destination }, payload));

const some = new Uint8Array(60).fill(0x55);
const zeros = new Uint8Array(40);

describe('the examples of the HomeMole paper, section 3.3', () => {
  it('DNS over UDP', async () => expect(await udpBits(53, some)).toBe('1010010'));
  it('NTP', async () => expect(await udpBits(123, some)).toBe('1010001'));
  it('plain UDP', async () => expect(await udpBits(40000, some)).toBe('1010000'));
  it('TLS over TCP', async () => expect(await tcpBits(443, tlsRecord(100))).toBe('1101000'));
});

describe('TLS', () => {
  it('is told by its record header on any port', async () => {
    expect(await tcpBits(12345, tlsRecord(100))).toBe('1101000');
    for (const type of [20, 21, 22, 23]) {
      expect(await tcpBits(443, bytes([type, 3, 1, 0, 20], zeros))).toBe('1101000');
    }
  });

  it.each([
    ['another content type', [24, 3, 3, 0, 20]],
    ['another version', [23, 2, 0, 0, 20]],
    ['version 3.5', [23, 3, 5, 0, 20]],
    ['an empty record', [23, 3, 3, 0, 0]],
    ['a record longer than any', [23, 3, 3, 0x48, 0x01]],
    ['the middle of a record', [0x55, 0x55, 0x55, 0x55, 0x55]],
  ])('is not %s, even on port 443', async (_, start) => {
    expect(await tcpBits(443, bytes(start, zeros))).toBe('1100000');
  });

  it('may have the longest record there is', async () => {
    expect(await tcpBits(443, bytes([23, 3, 3, 0x48, 0x00], zeros))).toBe('1101000');
  });

  it.each([443, 8443, 853, 8883, 993, 995])('goes by port %i when cut away', async (port) => {
    expect(await tcpBits(port, some, 0)).toBe('1101000');
    expect(await tcpBits(port, some, 4)).toBe('1101000');
    expect(await tcpBits(port, some, 5)).toBe('1100000');
  });

  it('is not an acknowledgement without payload', async () => {
    expect(await tcpBits(443, bytes())).toBe('1100000');
  });

  it('is not a payload of one byte that was captured', async () => {
    expect(await tcpBits(443, bytes([0]))).toBe('1100000');
  });
});

describe('HTTP', () => {
  it.each([
    'GET / HTTP/1.1\r\n',
    'POST /a HTTP/1.1\r\n',
    'HEAD http://example.com/ HTTP/1.1\r\n',
    'OPTIONS * HTTP/1.1\r\n',
    'DELETE /x HTTP/1.0\r\n',
    'CONNECT example.com:443 HTTP/1.1\r\n',
    'NOTIFY /event HTTP/1.1\r\n',
    'UNSUBSCRIBE /e HTTP/1.1\r\n',
    'PRI * HTTP/2.0\r\n',
    'HTTP/1.1 200 OK\r\n',
  ])('is told by %j on any port', async (line) => {
    expect(await tcpBits(49152, text(line))).toBe('1100100');
  });

  it.each([
    'GETTING STARTED',
    'GET HTTP',
    'OPTIONS sip:x@example.com SIP/2.0\r\n',
    'CONNECT {"verbose":false}',
    'HTTPS is another',
    'POSTAGE /x',
  ])('is not %j', async (line) => {
    expect(await tcpBits(49152, text(line))).toBe('1100000');
  });

  it('goes by port 80 when cut away, and by content when not', async () => {
    expect(await tcpBits(80, some, 0)).toBe('1100100');
    expect(await tcpBits(80, some)).toBe('1100000');
  });
});

describe('DNS and others', () => {
  it('mDNS counts as DNS; DNS over TCP needs a payload', async () => {
    expect(await udpBits(5353, some)).toBe('1010010');
    expect(await tcpBits(53, some)).toBe('1100010');
    expect(await tcpBits(53, bytes())).toBe('1100000');
  });

  it.each([
    ['DHCP', 67],
    ['SSDP', 1900],
    ['QUIC', 443],
    ['CoAP', 5683],
    ['LLMNR', 5355],
  ])('%s is other', async (_, port) => expect(await udpBits(port, some)).toBe('1010001'));

  it.each([
    ['QUIC version 1 (RFC 9000)', [0xc3, 0, 0, 0, 1, 8]],
    ['QUIC version 2 (RFC 9369)', [0xd3, 0x6b, 0x33, 0x43, 0xcf, 8]],
    ['QUIC draft 29', [0xc3, 0xff, 0, 0, 29, 8]],
    ['gQUIC Q050', [0xc3, 0x51, 0x30, 0x35, 0x30, 8]],
    ['a DTLS 1.0 record', [22, 0xfe, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]],
    ['a DTLS 1.2 record', [22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]],
    ['STUN', [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]],
  ])('%s is other on any port', async (_, start) => {
    expect(await udpBits(40000, bytes(start, zeros))).toBe('1010001');
  });

  it.each([
    ['a long header of no QUIC version', [0xc3, 0x12, 0x34, 0x56, 0x78, 8]],
    ['a short header', [0x43, 0, 0, 0, 1, 8]],
    ['a record of no DTLS version', [22, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]],
    ['the beginning of STUN without its cookie', [0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x43]],
  ])('%s is bare UDP', async (_, start) => {
    expect(await udpBits(40000, bytes(start, zeros))).toBe('1010000');
  });

  it('MQTT and ssh are other; ICMP, IGMP and GRE too', async () => {
    expect(await tcpBits(1883, some)).toBe('1100001');
    expect(await tcpBits(22, some)).toBe('1100001');
    for (const protocol of [1, 2, 47]) expect(await bitsOf(protocol, some)).toBe('1000001');
  });

  it('goes by the lower port that is known', async () => {
    const both = bitsOf(17, udp({ source: 53, destination: 51820 }, some));
    const server = bitsOf(17, udp({ source: 123, destination: 53 }, some));
    expect(await Promise.all([both, server])).toEqual(['1010010', '1010010']);
  });
});
