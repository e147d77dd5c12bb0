import { describe, expect, it } from 'vitest';
import { be16, bytes, deviceMac, ethernet, ipv6, mac, text, udp } from '../testing/frames';
import { datagram, hintsOf, sayingsOf } from './testing/hints-of';

/** RFC 2131, figure 1: op, htype, hlen, hops, ..., chaddr at 28, cookie at 236, options. */
function message(...options: (Uint8Array | number[])[]): Uint8Array {
  return bytes(
    [1, 1, 6, 0],
    new Uint8Array(24),
    mac(deviceMac),
    new Uint8Array(202),
    [0x63, 0x82, 0x53, 0x63],
    ...options,
  );
}
const option = (code: number, value: Uint8Array | readonly number[]): Uint8Array =>
  bytes([code, value.length], value);
const end = [255];
const request = (...options: (Uint8Array | number[])[]): Uint8Array =>
  datagram(68, 67, message([53, 1, 3], ...options, end));

describe('DHCP', () => {
  it('tells host name, vendor class and what is asked for', () => {
    const frame = request(
      option(12, text('living-room-tv')),
      [0, 0],
      option(60, text('udhcp 1.30.1')),
      option(55, [1, 3, 6, 15, 252]),
    );
    expect(hintsOf(frame).sort()).toEqual([
      'dhcp-hostname living-room-tv',
      'dhcp-parameters 1,3,6,15,252',
      'dhcp-vendor-class udhcp 1.30.1',
    ]);
  });

  it('puts it down to the hardware address in the message, as behind a repeater', () => {
    const other = '50:c7:bf:00:00:09';
    const frame = request(option(12, text('plug')));
    frame.set(mac(other), 14 + 20 + 8 + 28);
    expect(sayingsOf(frame)[0]?.mac).toBe(other);
  });

  it.each([
    ['as in DNS (flag E)', bytes([0x04, 255, 255], [5], text('annpc'), [4], text('home'), [0])],
    ['as ASCII', bytes([0x00, 255, 255], text('annpc.home.'))],
  ])('takes the full name %s where there is no host name', (_, value) => {
    expect(hintsOf(request(option(81, value)))).toEqual(['dhcp-hostname annpc.home']);
    expect(hintsOf(request(option(81, value), option(12, text('ann'))))).toEqual([
      'dhcp-hostname ann',
    ]);
  });

  it('hears clients only, not what servers grant', () => {
    const reply = message(option(12, text('plug')), end);
    reply[0] = 2;
    expect(hintsOf(datagram(67, 68, reply))).toEqual([]);
    expect(hintsOf(datagram(68, 67, reply))).toEqual([]);
  });

  it('takes no name that the capture cut, and never reads beyond it', () => {
    const frame = request(option(60, text('udhcp')), option(12, text('living-room-tv')));
    const whole = frame.length - 1;
    expect(hintsOf(frame, whole)).toContain('dhcp-hostname living-room-tv');
    for (let kept = 0; kept < whole; kept++) {
      expect(hintsOf(frame, kept).join()).not.toContain('living');
    }
  });

  it('cleans what it shows', () => {
    const hostile = bytes(text('\u202etv\u0007\u200b \n x'), [0xff, 0xfe]);
    expect(hintsOf(request(option(12, hostile)))).toEqual(['dhcp-hostname tv x']);
  });
});

describe('DHCPv6', () => {
  const solicit = (...options: Uint8Array[]): Uint8Array =>
    ethernet(
      0x86dd,
      ipv6({ nextHeader: 17 }, udp({ source: 546, destination: 547 }, [1, 1, 2, 3], ...options)),
    );
  const option6 = (code: number, value: Uint8Array): Uint8Array =>
    bytes(be16(code), be16(value.length), value);

  it('tells name and vendor class', () => {
    const frame = solicit(
      option6(1, bytes([0, 3, 0, 1], mac(deviceMac))),
      option6(16, bytes([0, 0, 1, 0x37], be16(8), text('MSFT 5.0'))),
      option6(39, bytes([0], [5], text('annpc'), [0])),
    );
    expect(hintsOf(frame)).toEqual(['dhcp-vendor-class MSFT 5.0', 'dhcp-hostname annpc']);
  });
});
