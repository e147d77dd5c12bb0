import { describe, expect, it } from 'vitest';
import { be16, be32, bytes, ethernet, ipv4, tcp, text } from '../testing/frames';
import { datagram, hintsOf } from './testing/hints-of';

describe('SSDP', () => {
  const lines = (...all: string[]): Uint8Array => text([...all, '', ''].join('\r\n'));

  it('tells what serves and of which type it is', () => {
    const frame = datagram(
      1900,
      1900,
      lines(
        'NOTIFY * HTTP/1.1',
        'HOST: 239.255.255.250:1900',
        'NT: urn:schemas-upnp-org:device:basic:1',
        'Server: Linux/3.14 UPnP/1.0 IpBridge/1.57.0',
        'USN: uuid:2f402f80-da50-11e1-9b23-001788',
      ),
    );
    expect(hintsOf(frame)).toEqual([
      'ssdp urn:schemas-upnp-org:device:basic:1',
      'ssdp Linux/3.14 UPnP/1.0 IpBridge/1.57.0',
    ]);
  });

  it('hears replies to any port; what a search looks for is not what it is', () => {
    const reply = lines('HTTP/1.1 200 OK', 'ST: roku:ecp', 'SERVER: Roku/9.3');
    expect(hintsOf(datagram(1900, 50123, reply))).toEqual(['ssdp roku:ecp', 'ssdp Roku/9.3']);
    const search = lines('M-SEARCH * HTTP/1.1', 'ST: roku:ecp', 'USER-AGENT: Browser/1 Windows');
    expect(hintsOf(datagram(50123, 1900, search))).toEqual(['ssdp Browser/1 Windows']);
  });

  it('leaves out the line that the capture cut', () => {
    const frame = datagram(1900, 1900, lines('NOTIFY * HTTP/1.1', 'SERVER: Linux UPnP IpBridge'));
    expect(hintsOf(frame, frame.length - 6)).toEqual([]);
  });
});

describe('NetBIOS', () => {
  /** RFC 1001, 14.1: two letters a byte, sixteen bytes, the last tells what has the name. */
  const encoded = (name: string, suffix: number): Uint8Array => {
    const plain = [...text(name.padEnd(15)), suffix];
    const letters = plain.flatMap((byte) => [0x41 + (byte >> 4), 0x41 + (byte & 15)]);
    return bytes([32], letters, [0]);
  };
  const registration = (name: string, suffix: number, flags: number): Uint8Array =>
    datagram(
      137,
      137,
      bytes(be16(1), be16(0x2910), be16(1), be16(0), be16(0), be16(1)),
      bytes(encoded(name, suffix), be16(0x20), be16(1)),
      bytes(
        [0xc0, 12],
        be16(0x20),
        be16(1),
        be32(300_000),
        be16(6),
        be16(flags),
        [192, 168, 1, 13],
      ),
    );

  it('tells the name a machine registers, not that of its group or user', () => {
    expect(hintsOf(registration('ANNA-PC', 0x00, 0x0000))).toEqual(['netbios ANNA-PC']);
    expect(hintsOf(registration('WORKGROUP', 0x00, 0x8000))).toEqual([]);
    expect(hintsOf(registration('ANNA', 0x03, 0x0000))).toEqual([]);
  });

  it('hears answers: of a name, and of a status with several', () => {
    const head = bytes(be16(1), be16(0x8500), be16(0), be16(1), be16(0), be16(0));
    const named = bytes(head, encoded('NAS', 0x20), be16(0x20), be16(1), be32(1), be16(6));
    expect(hintsOf(datagram(137, 137, named, be16(0), [192, 168, 1, 13]))).toEqual(['netbios NAS']);
    const entry = (name: string, suffix: number, flags: number): Uint8Array =>
      bytes(text(name.padEnd(15)), [suffix], be16(flags));
    const status = bytes(
      [3],
      entry('WORKGROUP', 0, 0x8400),
      entry('STUDY-PC', 0, 0x0400),
      entry('ANNA', 3, 0x0400),
    );
    const frame = datagram(
      137,
      50000,
      bytes(head, encoded('*', 0), be16(0x21), be16(1), be32(0), be16(status.length)),
      status,
    );
    expect(hintsOf(frame)).toEqual(['netbios STUDY-PC']);
  });

  it('hears who sends a datagram, and asks no more of a query', () => {
    const frame = datagram(
      138,
      138,
      bytes([0x11, 0x02], be16(5), [192, 168, 1, 13], be16(138), be16(180), be16(0)),
      encoded('ANNA-PC', 0x00),
      encoded('WORKGROUP', 0x1d),
    );
    expect(hintsOf(frame)).toEqual(['netbios ANNA-PC']);
    const query = bytes(be16(1), be16(0x0110), be16(1), be16(0), be16(0), be16(0));
    const asked = bytes(query, encoded('FILESERVER', 0x20), be16(0x20), be16(1));
    expect(hintsOf(datagram(137, 137, asked))).toEqual([]);
  });
});

describe('TLS', () => {
  /** RFC 8446, 4.1.2 and RFC 6066, 3. */
  const hello = (...extensions: Uint8Array[]): Uint8Array => {
    const all = bytes(...extensions);
    const body = bytes(
      be16(0x0303),
      new Uint8Array(32).fill(7),
      [4, 1, 2, 3, 4],
      be16(4),
      be16(0x1301),
      be16(0x1302),
      [1, 0],
      be16(all.length),
      all,
    );
    const handshake = bytes([1, 0], be16(body.length), body);
    return bytes([22, 3, 1], be16(handshake.length), handshake);
  };
  const extension = (type: number, value: Uint8Array): Uint8Array =>
    bytes(be16(type), be16(value.length), value);
  const serverName = (host: string): Uint8Array =>
    extension(0, bytes(be16(host.length + 3), [0], be16(host.length), text(host)));
  const segment = (payload: Uint8Array): Uint8Array =>
    ethernet(0x0800, ipv4({ protocol: 6 }, tcp({}, payload)));

  it('tells the server name wherever it stands among the extensions', () => {
    const others = extension(10, bytes(be16(2), be16(29)));
    expect(hintsOf(segment(hello(others, serverName('API.example.com'), others)))).toEqual([
      'sni api.example.com',
    ]);
    expect(hintsOf(segment(hello(others)))).toEqual([]);
  });

  it('tells it of a message that goes on in further segments, but no half a name', () => {
    const long = hello(serverName('api.example.com'), extension(21, new Uint8Array(300)));
    expect(hintsOf(segment(long.subarray(0, 120)))).toEqual(['sni api.example.com']);
    const frame = segment(hello(serverName('api.example.com')));
    for (let kept = 0; kept < frame.length; kept++) expect(hintsOf(frame, kept)).toEqual([]);
  });
});
