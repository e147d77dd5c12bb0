import { describe, expect, it } from 'vitest';
import { pcap, readBytes } from './testing/captures';
import type { PcapRecord } from './testing/captures';
import {
  be16,
  bytes,
  deviceMac,
  ethernet,
  ipv4,
  ipv6,
  mac,
  tcp,
  text,
  udp,
} from './testing/frames';

const payload = text('one and the same payload');
/** Linux cooked: packet type (0 received, 4 sent), Ethernet, the sender. */
const cooked = (type: number, sender: string, packet: Uint8Array) =>
  bytes(be16(type), be16(1), be16(6), mac(sender), [0, 0], be16(0x0800), packet);
const numbered = (identification: number, ttl = 64) =>
  ipv4({ protocol: 17, identification, ttl }, udp({}, payload));
const routerMac = '02:00:00:00:00:01';

async function kept(linkType: number, ...records: PcapRecord[]) {
  const { packets, file } = await readBytes(pcap({ linkType }, ...records));
  expect(file.packets).toBe(packets.count);
  expect(file.duplicates).toBe(records.length - packets.count);
  const warned = file.duplicates ? [{ code: 'duplicates-removed', count: file.duplicates }] : [];
  expect(file.warnings).toEqual(warned);
  return packets.count;
}

/** The frame at 0, and again after so many milliseconds. */
function at(ms: number, frame: Uint8Array): PcapRecord {
  return { ticks: ms * 1000, frame };
}

describe('one packet recorded twice', () => {
  it('on the ports of a bridge (any)', async () => {
    const packet = numbered(7);
    const records = [at(0, cooked(3, deviceMac, packet)), at(0.1, cooked(0, deviceMac, packet))];
    expect(await kept(113, ...records)).toBe(1);
  });

  it('before and behind the router: the TTL is one less, the sender is the router', async () => {
    const records = [
      at(0, cooked(0, deviceMac, numbered(7, 64))),
      at(0.2, cooked(4, routerMac, numbered(7, 63))),
    ];
    expect(await kept(113, ...records)).toBe(1);
  });

  it('in the wrong order', async () => {
    const packet = numbered(7);
    const records = [at(30, cooked(0, deviceMac, packet)), at(29, cooked(3, deviceMac, packet))];
    const { packets, file } = await readBytes(pcap({ linkType: 113 }, ...records));
    expect(packets.count).toBe(1);
    expect(file.duplicates).toBe(1);
  });

  it('by a mirror port, with and without the VLAN tag', async () => {
    const packet = numbered(7);
    const tagged = ethernet(0x8100, be16(7), be16(0x0800), packet);
    expect(await kept(1, at(0, ethernet(0x0800, packet)), at(0.01, tagged))).toBe(1);
  });

  it('the same to the last bit: the identification is the same', async () => {
    const frame = ethernet(0x0800, numbered(7));
    expect(await kept(1, at(0, frame), at(1, frame), at(2, frame))).toBe(1);
  });

  it('without a number, in a capture that doubles what has one', async () => {
    const plain = (port: number) =>
      ethernet(0x86dd, ipv6({ nextHeader: 17 }, udp({ source: port }, payload)));
    const doubled = Array.from({ length: 20 }, (_, i) => {
      const frame = ethernet(0x0800, numbered(100 + i));
      return [at(10 * i, frame), at(10 * i + 0.1, frame)];
    }).flat();
    expect(await kept(1, ...doubled, at(300, plain(1)), at(300.1, plain(1)))).toBe(21);
  });
});

describe('packets of their own', () => {
  const frame = ethernet(0x0800, numbered(7));

  it('sent again by TCP, 200 ms later', async () => {
    expect(await kept(1, at(0, frame), at(200, frame))).toBe(2);
  });

  it('one after the other, each with its number', async () => {
    expect(await kept(1, at(0, frame), at(0.01, ethernet(0x0800, numbered(8))))).toBe(2);
  });

  it.each([
    ['IPv4 without identification', ethernet(0x0800, numbered(0))],
    ['IPv6', ethernet(0x86dd, ipv6({ nextHeader: 17 }, udp({}, payload)))],
    ['duplicate acknowledgements', ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ flags: 0x10 })))],
  ])('repeated in a capture that shows no doubling: %s', async (_, repeated) => {
    expect(await kept(1, ...[0, 1, 2, 3].map((ms) => at(ms, repeated)))).toBe(4);
  });

  it('behind the router, on Ethernet: only one of the two is of the device', async () => {
    const behind = bytes(mac('02:00:00:00:00:99'), mac(routerMac), be16(0x0800), numbered(7, 63));
    expect(await kept(1, at(0, ethernet(0x0800, numbered(7, 64))), at(0.1, behind))).toBe(2);
  });

  it('of two devices that have no address yet', async () => {
    const ask = ipv4({ protocol: 17, source: [0, 0, 0, 0], identification: 1 }, udp({}, payload));
    const other = bytes(mac('ff:ff:ff:ff:ff:ff'), mac('02:00:00:00:00:77'), be16(0x0800), ask);
    const one = bytes(mac('ff:ff:ff:ff:ff:ff'), mac(deviceMac), be16(0x0800), ask);
    expect(await kept(1, at(0, one), at(1, other))).toBe(2);
  });
});

it('stay when they are asked for', async () => {
  const frame = ethernet(0x0800, numbered(7));
  const { packets, file } = await readBytes(pcap({}, at(0, frame), at(1, frame)), {
    keepCopies: true,
  });
  expect(packets.count).toBe(2);
  expect(file.warnings).toEqual([]);
});
