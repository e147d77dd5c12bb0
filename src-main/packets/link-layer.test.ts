import { describe, expect, it } from 'vitest';
import { protocolText } from '../contract/protocol-bits';
import { pcap, readBytes } from './testing/captures';
import {
  be16,
  bytes,
  deviceMac,
  ethernet,
  ipv4,
  ipv6,
  mac,
  routerMac,
  udp,
} from './testing/frames';

const packet4 = ipv4({ protocol: 17 }, udp({ destination: 53 }, [1, 2, 3]));
const packet6 = ipv6({ nextHeader: 17 }, udp({ destination: 53 }, [1, 2, 3]));
const cookedAddress = [...mac(deviceMac), 0, 0];

/** What was found of the first frame. */
async function decode(linkType: number, frame: Uint8Array) {
  const { packets: p, file } = await readBytes(pcap({ linkType }, { frame }));
  return {
    macs: [p.macs[p.sourceMac[0]!] ?? null, p.macs[p.destinationMac[0]!] ?? null],
    from: p.addresses[p.sourceAddress[0]!] ?? null,
    to: p.addresses[p.destinationAddress[0]!] ?? null,
    port: p.destinationPort[0],
    protocols: protocolText(p.protocols[0]!),
    linkTypes: file.linkTypes,
    warnings: file.warnings,
  };
}

const both = [deviceMac, routerMac];
const dns4 = { from: '192.168.1.13', to: '93.184.216.34', port: 53, protocols: '1010010' };
const dns6 = { from: '2001:db8::d', to: '2001:db8:0:1::1', port: 53, protocols: '1010010' };
const notIp = { from: null, to: null, port: 0, protocols: '0000001' };

describe('Ethernet', () => {
  it.each([
    ['IPv4', ethernet(0x0800, packet4), dns4],
    ['IPv6', ethernet(0x86dd, packet6), dns6],
    ['a VLAN tag', ethernet(0x8100, be16(7), be16(0x0800), packet4), dns4],
    ['QinQ', ethernet(0x88a8, be16(7), be16(0x8100), be16(9), be16(0x86dd), packet6), dns6],
    ['old QinQ', ethernet(0x9100, be16(7), be16(0x8100), be16(9), be16(0x0800), packet4), dns4],
    ['PPPoE', ethernet(0x8864, [0x11, 0, 0, 1, 0, 33], be16(0x0021), packet4), dns4],
    ['PPPoE, IPv6', ethernet(0x8864, [0x11, 0, 0, 1, 0, 53], be16(0x0057), packet6), dns6],
    ['PPPoE, LCP', ethernet(0x8864, [0x11, 0, 0, 1, 0, 6], be16(0xc021), [1, 1, 0, 4]), notIp],
    ['SNAP', ethernet(39, [0xaa, 0xaa, 3, 0, 0, 0], be16(0x0800), packet4), dns4],
    ['SNAP of a vendor', ethernet(39, [0xaa, 0xaa, 3, 0, 0, 0x0c], be16(0x0800), packet4), notIp],
    ['spanning tree (LLC)', ethernet(38, [0x42, 0x42, 3], new Uint8Array(35)), notIp],
    ['ARP', ethernet(0x0806, [0, 1, 8, 0, 6, 4, 0, 1], new Uint8Array(20)), notIp],
    ['an unassigned EtherType', ethernet(0x88b5, new Uint8Array(46)), notIp],
    ['the version of another EtherType', ethernet(0x86dd, packet4, new Uint8Array(20)), notIp],
  ])('with %s', async (_, frame, expected) => {
    expect(await decode(1, frame)).toEqual({
      macs: both,
      ...expected,
      linkTypes: ['Ethernet'],
      warnings: [],
    });
  });

  it('ignores the length of the frame check sequence in the link type', async () => {
    const found = await decode(0x40000001 | 0x04000000, ethernet(0x0800, packet4, [1, 2, 3, 4]));
    expect(found).toMatchObject({ ...dns4, linkTypes: ['Ethernet'] });
  });
});

describe('other links', () => {
  const sll = (protocol: number, addressLength: number, ...payload: Uint8Array[]) =>
    bytes(be16(0), be16(1), be16(addressLength), cookedAddress, be16(protocol), ...payload);
  const sll2 = (protocol: number, ...payload: Uint8Array[]) =>
    bytes(be16(protocol), be16(0), [0, 0, 0, 2], be16(1), [0, 6], cookedAddress, ...payload);

  it.each([
    ['Linux cooked', 113, sll(0x0800, 6, packet4), [deviceMac, null], dns4],
    [
      'Linux cooked with a VLAN tag',
      113,
      sll(0x8100, 6, bytes(be16(7), be16(0x86dd), packet6)),
      [deviceMac, null],
      dns6,
    ],
    ['Linux cooked without an address', 113, sll(0x0800, 0, packet4), [null, null], dns4],
    [
      'Linux cooked, LLC',
      113,
      sll(4, 6, bytes([0x42, 0x42, 3, 0, 0, 0, 0, 0])),
      [deviceMac, null],
      notIp,
    ],
    ['Linux cooked, ARP', 113, sll(0x0806, 6, new Uint8Array(28)), [deviceMac, null], notIp],
    ['Linux cooked v2', 276, sll2(0x86dd, packet6), [deviceMac, null], dns6],
    ['raw IP, version 4', 101, packet4, [null, null], dns4],
    ['raw IP, version 6', 101, packet6, [null, null], dns6],
    ['raw IP of BSD', 12, packet4, [null, null], dns4],
    ['raw IP of OpenBSD', 14, packet6, [null, null], dns6],
    ['raw IPv4', 228, packet4, [null, null], dns4],
    ['raw IPv6', 229, packet6, [null, null], dns6],
    ['raw neither', 101, new Uint8Array(40), [null, null], notIp],
    ['NULL of a big-endian machine', 0, bytes([0, 0, 0, 2], packet4), [null, null], dns4],
    ['NULL of a Mac', 0, bytes([30, 0, 0, 0], packet6), [null, null], dns6],
    ['LOOP', 108, bytes([0, 0, 0, 24], packet6), [null, null], dns6],
    ['PPP', 9, bytes([0xff, 3], be16(0x0021), packet4), [null, null], dns4],
    ['PPP without address and control', 9, bytes(be16(0x0057), packet6), [null, null], dns6],
  ])('%s', async (_, linkType, frame, macs, expected) => {
    expect(await decode(linkType, frame)).toMatchObject({ macs, ...expected, warnings: [] });
  });
});

describe('headers that the capture cut', () => {
  it.each([0, 5, 13, 14, 33])('leave what is there when %i bytes were kept', async (kept) => {
    const frame = ethernet(0x0800, packet4);
    const { packets, file } = await readBytes(
      pcap({}, { frame: frame.subarray(0, kept), length: frame.length }),
    );
    expect(file).toMatchObject({
      truncatedPackets: 1,
      warnings: [{ code: 'headers-cut', count: 1 }],
    });
    expect(packets.length[0]).toBe(14 + 20 + 8 + 3);
    expect(packets.sourceAddress[0]).toBe(-1);
    expect(packets.sourceMac[0]).toBe(kept < 14 ? -1 : 1);
  });

  it('are no warning when the frame was no longer on the wire', async () => {
    const { file } = await readBytes(pcap({}, { frame: ethernet(0x0800, packet4.slice(0, 12)) }));
    expect(file.warnings).toEqual([]);
  });
});
