import { describe, expect, it } from 'vitest';
import { protocolText } from '../contract/protocol-bits';
import { pcap, readBytes } from './testing/captures';
import { be16, be32, bytes, deviceMac, ipv4, ipv6, mac, routerMac, udp } from './testing/frames';

const packet4 = ipv4({ protocol: 17 }, udp({ destination: 53 }, [1, 2, 3]));
const packet6 = ipv6({ nextHeader: 17 }, udp({ destination: 53 }, [1, 2, 3]));
const accessPoint = '02:00:00:00:00:0a';
const otherPoint = '02:00:00:00:00:0b';
const snap = (etherType: number) => [0xaa, 0xaa, 3, 0, 0, 0, ...be16(etherType)];
const llc4 = bytes(snap(0x0800), packet4);

interface Fields {
  /** First and second byte of frame control. */
  control?: readonly [number, number];
  addresses?: readonly [string, string, string];
  sequence?: number;
  /** Behind the first 24 bytes: fourth address, QoS and HT control, padding. */
  more?: readonly number[];
}

/** An 802.11 frame; by default data from the device by its access point to the router. */
function wifi(fields: Fields, body: Uint8Array = llc4): Uint8Array {
  const [one, two, three] = fields.addresses ?? [accessPoint, deviceMac, routerMac];
  const sequence = fields.sequence ?? 0x10;
  return bytes(
    fields.control ?? [0x08, 0x01],
    [0, 0],
    mac(one),
    mac(two),
    mac(three),
    [sequence & 255, sequence >> 8],
    fields.more ?? [],
    body,
  );
}

async function decode(linkType: number, ...frames: Uint8Array[]) {
  const { packets: p, file } = await readBytes(
    pcap({ linkType }, ...frames.map((frame) => ({ frame }))),
  );
  return {
    rows: p.count,
    macs: [p.macs[p.sourceMac[0]!] ?? null, p.macs[p.destinationMac[0]!] ?? null],
    from: p.addresses[p.sourceAddress[0]!] ?? null,
    to: p.addresses[p.destinationAddress[0]!] ?? null,
    port: p.destinationPort[0],
    protocols: protocolText(p.protocols[0]!),
    warnings: file.warnings,
  };
}

const both = [deviceMac, routerMac];
const dns4 = { from: '192.168.1.13', to: '93.184.216.34', port: 53, protocols: '1010010' };
const dns6 = { from: '2001:db8::d', to: '2001:db8:0:1::1', port: 53, protocols: '1010010' };
const notIp = { from: null, to: null, port: 0, protocols: '0000001' };

// IEEE 802.11-2020, 9.2.4 and table 9-30.
describe('data frames', () => {
  it.each([
    ['to the distribution system', wifi({}), dns4],
    [
      'from it',
      wifi({ control: [0x08, 0x02], addresses: [routerMac, accessPoint, deviceMac] }),
      dns4,
    ],
    [
      'between stations',
      wifi({ control: [8, 0], addresses: [routerMac, deviceMac, otherPoint] }),
      dns4,
    ],
    [
      'between access points, with four addresses',
      wifi({
        control: [8, 3],
        addresses: [otherPoint, accessPoint, routerMac],
        more: mac(deviceMac),
      }),
      dns4,
    ],
    ['QoS', wifi({ control: [0x88, 0x01], more: [0, 0] }), dns4],
    ['QoS and HT control', wifi({ control: [0x88, 0x81], more: [0, 0, 1, 2, 3, 4] }), dns4],
    ['IPv6', wifi({}, bytes(snap(0x86dd), packet6)), dns6],
    [
      'the first of several in one (A-MSDU)',
      wifi(
        { control: [0x88, 0x01], more: [0x80, 0] },
        bytes(mac(routerMac), mac(deviceMac), be16(llc4.length), llc4),
      ),
      dns4,
    ],
    ['null function: no body', wifi({ control: [0x48, 0x01] }, bytes()), notIp],
    ['EAPOL', wifi({}, bytes(snap(0x888e), [2, 3, 0, 0])), notIp],
    ['a later fragment', wifi({ sequence: 0x11 }), notIp],
  ])('%s', async (_, frame, expected) => {
    expect(await decode(105, frame)).toMatchObject({ macs: both, ...expected, warnings: [] });
  });

  it('say that they are encrypted, with the addresses that are not', async () => {
    const sealed = wifi({ control: [0x08, 0x41] }, bytes([0, 1, 0, 0x20, 0, 0, 0, 0], packet4));
    expect(await decode(105, sealed)).toMatchObject({
      macs: both,
      ...notIp,
      warnings: [{ code: 'wifi-encrypted', count: 1 }],
    });
  });

  it('sent again (same sequence number) are one packet; the next number is another', async () => {
    const again = wifi({ control: [0x08, 0x09] });
    expect(await decode(105, wifi({}), again, wifi({ sequence: 0x20 }))).toMatchObject({
      rows: 2,
      warnings: [{ code: 'duplicates-removed', count: 1 }],
    });
  });
});

it.each([
  ['a beacon', [0x80, 0]],
  ['an acknowledgement', [0xd4, 0]],
  ['a frame of a future version', [0x0b, 0x01]],
])('%s is a row of nobody', async (_, control) => {
  const frame = wifi({ control: control as unknown as [number, number] });
  expect(await decode(105, frame)).toMatchObject({ macs: [null, null], ...notIp, warnings: [] });
});

describe('before 802.11', () => {
  const radiotap = (present: number, fields: number[], more: number[] = []) =>
    bytes([0, 0, 8 + more.length + fields.length, 0], le32(present), more, fields);
  const check = [1, 2, 3, 4];

  // radiotap.org: TSFT is bit 0 (8 bytes, aligned), flags bit 1.
  it.each([
    ['radiotap with no field', bytes(radiotap(0, []), wifi({}))],
    ['radiotap with flags', bytes(radiotap(2, [0]), wifi({}))],
    ['a check sequence behind', bytes(radiotap(2, [0x10]), wifi({}), check)],
    [
      'a timestamp before the flags',
      bytes(radiotap(3, [0, 0, 0, 0, 0, 0, 0, 0, 0x10]), wifi({}), check),
    ],
    [
      'a second word of bits, which moves the timestamp',
      bytes(
        radiotap(0x80000003, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10], le32(0)),
        wifi({}),
        check,
      ),
    ],
    [
      'padding between header and body',
      bytes(radiotap(2, [0x20]), wifi({ control: [0x88, 0x01], more: [0, 0, 0, 0] })),
    ],
  ])('%s', async (_, frame) => {
    expect(await decode(127, frame)).toMatchObject({ macs: both, ...dns4, warnings: [] });
  });

  it('a failed check sequence is noise', async () => {
    const frame = bytes(radiotap(2, [0x40]), wifi({}));
    expect(await decode(127, frame)).toMatchObject({ macs: [null, null], ...notIp });
  });

  it.each([
    ['Prism', 119, bytes(le32(0x44), le32(144), new Uint8Array(136), wifi({}))],
    [
      'Prism of a big-endian machine',
      119,
      bytes(be32(0x44), be32(144), new Uint8Array(136), wifi({})),
    ],
    ['AVS', 163, bytes(be32(0x80211001), be32(64), new Uint8Array(56), wifi({}))],
    ['PPI', 192, bytes([0, 0, 8, 0], le32(105), wifi({}))],
    [
      'PPI, Ethernet',
      192,
      bytes([0, 0, 8, 0], le32(1), mac(routerMac), mac(deviceMac), be16(0x0800), packet4),
    ],
  ])('%s', async (_, linkType, frame) => {
    expect(await decode(linkType, frame)).toMatchObject({ macs: both, ...dns4, warnings: [] });
  });
});

function le32(value: number): number[] {
  return be32(value).reverse();
}
