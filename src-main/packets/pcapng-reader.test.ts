import { describe, expect, it } from 'vitest';
import {
  big,
  block,
  interfaceBlock,
  little,
  option,
  packetBlock,
  readBytes,
  section,
  simplePacketBlock,
  u16,
  u32,
} from './testing/captures';
import type { Order } from './testing/captures';
import { bytes, deviceMac, ethernet, ipv4, ipv6, tcp, text, udp } from './testing/frames';

const packet = ipv4({ protocol: 17 }, udp({ destination: 53 }, [1, 2, 3]));
const frame = ethernet(0x0800, packet);
const head = bytes(section(), interfaceBlock());

function i64(value: bigint, { littleEndian }: Order): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigInt64(0, value, littleEndian);
  return out;
}

async function timesOf(options: Uint8Array, order: Order, ...ticks: bigint[]): Promise<number[]> {
  const blocks = ticks.map((count) => packetBlock(frame, { order, ticks: count }));
  const { packets } = await readBytes(
    bytes(section(order), interfaceBlock({ order, options }), ...blocks),
  );
  return [...packets.time];
}

describe('blocks', () => {
  it.each([
    ['little', little],
    ['big', big],
  ])('of packets in %s-endian order', async (_, order) => {
    const { packets, file } = await readBytes(
      bytes(
        section(order),
        interfaceBlock({ order }),
        packetBlock(frame, { order, ticks: 1_700_000_000_123_456n, length: 1000 }),
        packetBlock(frame, { order, obsolete: true, ticks: 1_700_000_001_000_000n }),
        simplePacketBlock(frame, frame.length, order),
      ),
    );
    const time = 1_700_000_001;
    expect([...packets.time]).toEqual([1_700_000_000.123456, time, time]);
    expect([...packets.length]).toEqual([1000, frame.length, frame.length]);
    expect([...packets.destinationPort]).toEqual([53, 53, 53]);
    expect(file).toEqual({
      path: 'x.pcap',
      format: 'pcapng',
      compression: 'none',
      linkTypes: ['Ethernet'],
      packets: 3,
      bytes: 1000 + 2 * frame.length,
      truncatedPackets: 1,
      duplicates: 0,
      droppedPackets: null,
      warnings: [],
      simulated: false,
    });
  });

  it('of other types are passed over, and options too', async () => {
    const comment = bytes(option(1, text('a comment of some length')), option(0, bytes()));
    const statistics = block(5, new Uint8Array(12));
    const custom = block(0x40000bad, new Uint8Array(100_000));
    const file = bytes(head, statistics, custom, packetBlock(frame, { options: comment }), custom);
    const { packets, file: read } = await readBytes(file, { room: 64 });
    expect(packets.count).toBe(1);
    expect(read.warnings).toEqual([]);
  });

  it('may have options far longer than the buffer', async () => {
    const note = (letter: string): Uint8Array => option(1, text(letter.repeat(65_535)));
    const options = bytes(...['a', 'b', 'c', 'd'].map(note), option(0, bytes()));
    const long = packetBlock(frame, { options });
    const file = bytes(section(little, options), interfaceBlock({ options }), long, long);
    const { packets, file: read } = await readBytes(file, { room: 1024 });
    expect([packets.count, read.warnings]).toEqual([2, []]);
  });

  it.each([
    ['unknown', 0xffffffff],
    ['known', 96],
    ['nonsense', 7],
  ])('go on to the end of the file when the length of the section is %s', async (_, length) => {
    const file = bytes(section(), interfaceBlock(), packetBlock(frame), packetBlock(frame));
    new DataView(file.buffer).setUint32(16, length, true);
    new DataView(file.buffer).setUint32(20, length === 0xffffffff ? length : 0, true);
    const { packets, file: read } = await readBytes(file);
    expect([packets.count, read.warnings]).toEqual([2, []]);
  });

  it('simple ones are cut at the snaplen of the interface', async () => {
    const cut = simplePacketBlock(bytes(frame.subarray(0, 32)), frame.length);
    const { packets, file } = await readBytes(
      bytes(section(), interfaceBlock({ snaplen: 32 }), cut),
    );
    expect(packets.length[0]).toBe(frame.length);
    expect(packets.time[0]).toBe(0);
    expect(file).toMatchObject({
      truncatedPackets: 1,
      duplicates: 0,
      droppedPackets: null,
      warnings: [{ code: 'headers-cut', count: 1 }],
    });
  });
});

describe('several', () => {
  it('interfaces: link type and clock are each its own', async () => {
    const nano = interfaceBlock({ linkType: 101, options: option(9, Uint8Array.of(9)) });
    const { packets, file } = await readBytes(
      bytes(
        section(),
        interfaceBlock(),
        nano,
        packetBlock(ipv6({ nextHeader: 6 }, tcp({})), { interfaceId: 1, ticks: 5_000_000_001n }),
        packetBlock(frame, { interfaceId: 0, ticks: 5_500_000n }),
      ),
    );
    expect([...packets.time]).toEqual([5.000000001, 5.5]);
    expect([...packets.ipProtocol]).toEqual([6, 17]);
    expect(file.linkTypes).toEqual(['Ethernet', 'raw IP']);
  });

  it('sections: each in its own order, with interfaces of its own', async () => {
    const { packets, file } = await readBytes(
      bytes(
        head,
        packetBlock(frame),
        section(big),
        packetBlock(frame, { order: big }),
        interfaceBlock({ order: big, linkType: 228 }),
        packetBlock(ipv4({ protocol: 17 }, udp({ destination: 123 })), { order: big }),
      ),
    );
    expect([...packets.destinationPort]).toEqual([53, 123]);
    expect(file.linkTypes).toEqual(['Ethernet', 'raw IPv4']);
    expect(file.warnings).toEqual([{ code: 'unknown-interface', count: 1 }]);
  });

  it('link types of which one cannot be decoded: its frames are rows without addresses', async () => {
    const { packets, file } = await readBytes(
      bytes(
        head,
        interfaceBlock({ linkType: 187 }),
        packetBlock(frame, { interfaceId: 1, length: 77 }),
        packetBlock(frame),
      ),
    );
    expect([...packets.length]).toEqual([77, frame.length]);
    expect([...packets.sourceMac].map((mac) => packets.macs[mac])).toEqual([undefined, deviceMac]);
    expect([...packets.protocols]).toEqual([0, 0b1010010]);
    expect(file).toMatchObject({
      packets: 2,
      linkTypes: ['Ethernet', 'Bluetooth HCI'],
      warnings: [{ code: 'unsupported-link', count: 1 }],
    });
  });
});

describe('clocks', () => {
  const resolution = (value: number) => (order: Order) => option(9, Uint8Array.of(value), order);

  it.each([
    ['microseconds by default', () => bytes(), 1_700_000_000_123_457n, 1_700_000_000.123457],
    ['milliseconds', resolution(3), 1_700_000_000_123n, 1_700_000_000.123],
    ['seconds', resolution(0), 1_700_000_000n, 1_700_000_000],
    ['nanoseconds', resolution(9), 1_700_000_000_123_456_789n, 1_700_000_000.123456789],
    ['picoseconds', resolution(12), 1_700_000_123_456_000_000n, 1_700_000.123456],
    ['parts of 2^10', resolution(0x8a), 1_700_000_000n * 1024n + 512n, 1_700_000_000.5],
    ['parts of 2^32', resolution(0xa0), (1_700_000_000n << 32n) + (1n << 30n), 1_700_000_000.25],
    ['parts of 2^60', resolution(0xbc), (3n << 60n) + (1n << 59n), 3.5],
  ])('%s', async (_, options, ticks, time) => {
    expect(await timesOf(options(little), little, ticks)).toEqual([time]);
    expect(await timesOf(options(big), big, ticks)).toEqual([time]);
  });

  it.each([little, big])('with an offset, which may be negative', async (order) => {
    const plus = option(14, i64(1_700_000_000n, order), order);
    const minus = option(14, i64(-5n, order), order);
    expect(await timesOf(plus, order, 500_000n)).toEqual([1_700_000_000.5]);
    expect(await timesOf(minus, order, 7_250_000n)).toEqual([2.25]);
  });

  it('tell neighbouring microseconds apart in nanoseconds', async () => {
    const ticks = Array.from(
      { length: 50 },
      (_, i) => 1_562_000_000_000_000_000n + BigInt(i) * 1000n,
    );
    const times = await timesOf(resolution(9)(little), little, ...ticks);
    expect(times).toEqual(ticks.map((tick) => Number(tick / 1000n) / 1e6));
  });
});

describe('the simulator', () => {
  it.each([
    ['HomeMole simulator', true],
    ['HomeMole simulator 1.2', true],
    ['Dumpcap (Wireshark)', false],
    ['HomeMole', false],
  ])('is told by the application %j: %s', async (application, simulated) => {
    for (const order of [little, big]) {
      const options = bytes(option(1, text('x'), order), option(4, text(application), order));
      const file = bytes(section(order, options), interfaceBlock({ order }));
      expect((await readBytes(file)).file.simulated).toBe(simulated);
    }
  });
});

describe('damage', () => {
  const good = packetBlock(frame);

  it.each([
    ['a length of 0', bytes(u32(6, little), u32(0, little), u32(0, little))],
    ['a length that is no multiple of 4', bytes(u32(6, little), u32(13, little), [0, 0, 0, 0, 0])],
    ['a length beyond all bounds', bytes(u32(6, little), u32(0xfffffffc, little), u32(0, little))],
    ['two lengths that differ', bytes(good.subarray(0, good.length - 1), [1])],
    ['more data than it has room for', packetBlock(frame, { captured: frame.length + 8 })],
    ['less than its fixed part', block(6, new Uint8Array(16))],
    ['a section without byte order', block(0x0a0d0d0a, new Uint8Array(16))],
    ['an interface that is too short', block(1, new Uint8Array(4))],
    ['a simple packet without length', block(3, bytes())],
  ])('%s ends the file and keeps what was before', async (_, bad) => {
    const { packets, file } = await readBytes(bytes(head, good, bad, good));
    expect(packets.count).toBe(1);
    expect(file.warnings).toEqual([{ code: 'malformed-block', count: 1 }]);
    await expect(readBytes(bytes(head, bad, good))).rejects.toMatchObject({
      problem: { code: 'capture-malformed', params: { offset: head.length } },
    });
  });

  it('a section of another major version is passed over', async () => {
    const magic = bytes(u32(0x1a2b3c4d, little), u16(2, little), u16(0, little));
    const second = block(0x0a0d0d0a, bytes(magic, new Uint8Array(8)));
    const file = bytes(head, good, second, interfaceBlock(), good, good, head, good);
    const { packets, file: read } = await readBytes(file);
    expect(packets.count).toBe(2);
    expect(read.warnings).toEqual([{ code: 'malformed-block', count: 1 }]);
  });

  it('more interfaces than there could be end the file, and what came before stays', async () => {
    const described = (linkType: number) => interfaceBlock({ linkType });
    const many = Array.from({ length: 65_536 }, (_, i) => described(i));
    const before = bytes(head, packetBlock(frame));
    const { packets, file } = await readBytes(bytes(before, ...many, packetBlock(frame)));
    expect(packets.count).toBe(1);
    expect(file.warnings).toEqual([{ code: 'malformed-block', count: 1 }]);
    // Of the section's first one and the first 65,535 of the others, one was there twice.
    expect(file.linkTypes.length).toBeGreaterThan(60_000);
  });

  it('packets without any interface are an error', async () => {
    await expect(readBytes(bytes(section(), good))).rejects.toMatchObject({
      problem: { code: 'capture-malformed' },
    });
  });

  it('options that claim more than the block has end the list only', async () => {
    const options = bytes(u16(9, little), u16(60_000, little), u32(0, little));
    const { packets } = await readBytes(bytes(section(), interfaceBlock({ options }), good));
    expect(packets.time[0]).toBe(1_700_000_000);
  });
});

describe('name resolution', () => {
  const record = (type: number, value: Uint8Array, order: Order) =>
    bytes(u16(type, order), u16(value.length, order), value, new Uint8Array(-value.length & 3));

  it.each([
    ['little', little],
    ['big', big],
  ])('names of addresses, in %s-endian order', async (_, order) => {
    const names = block(
      4,
      bytes(
        record(1, bytes([192, 168, 1, 13], text('kettle.lan\0kettle\0')), order),
        record(7, bytes([1, 2, 3]), order),
        record(2, bytes([0x20, 1, 0x0d, 0xb8], new Uint8Array(11), [0x0d], text('six\0')), order),
        record(3, bytes([2, 0, 0, 0, 0, 0x0d], text('a mac\u202e\0')), order),
        record(0, bytes(), order),
        record(1, bytes([1, 1, 1, 1], text('behind the end\0')), order),
      ),
      order,
    );
    const { packets, hints, file } = await readBytes(
      bytes(section(order), interfaceBlock({ order }), names, packetBlock(frame, { order })),
    );
    expect(file.warnings).toEqual([]);
    const named = hints.map(({ mac, address, text: name, source }) => [
      source,
      packets.macs[mac] ?? packets.addresses[address],
      name,
    ]);
    expect(named).toEqual([
      ['capture-names', '192.168.1.13', 'kettle.lan'],
      ['capture-names', '192.168.1.13', 'kettle'],
      ['capture-names', '2001:db8::d', 'six'],
      ['capture-names', deviceMac, 'a mac'],
    ]);
  });

  it('a record that claims more than there is ends the list', async () => {
    const body = bytes(u16(1, little), u16(400, little), [10, 0, 0, 1], text('x\0'));
    const { hints, file } = await readBytes(bytes(head, block(4, body), packetBlock(frame)));
    expect(hints).toEqual([]);
    expect(file).toMatchObject({ packets: 1, warnings: [] });
  });
});

describe('statistics', () => {
  const statistics = (id: number, ...options: Uint8Array[]) =>
    block(5, bytes(u32(id, little), new Uint8Array(8), ...options));
  const count = (code: number, value: bigint) => option(code, i64(value, little));

  it('give the frames that the capture lost, by the newest of each interface', async () => {
    const { file } = await readBytes(
      bytes(
        section(),
        interfaceBlock(),
        interfaceBlock(),
        packetBlock(frame),
        // isb_ifrecv, isb_ifdrop, isb_filteraccept, isb_osdrop: draft-ietf-opsawg-pcapng, table 10
        statistics(0, count(4, 9n), count(5, 1n)),
        statistics(0, count(4, 99n), count(5, 2n), count(6, 7n), count(7, 30n)),
        statistics(1, count(5, 400n)),
        section(),
        interfaceBlock(),
        statistics(0, count(5, 5000n)),
      ),
    );
    expect(file.droppedPackets).toBe(5432);
    expect(file.warnings).toEqual([{ code: 'packets-dropped', count: 5432 }]);
  });

  it('that say nothing of it leave it unknown; none lost is no warning', async () => {
    const unknown = await readBytes(bytes(head, packetBlock(frame), statistics(0, count(4, 9n))));
    expect(unknown.file.droppedPackets).toBeNull();
    const none = await readBytes(bytes(head, packetBlock(frame), statistics(0, count(5, 0n))));
    expect(none.file).toMatchObject({ droppedPackets: 0, warnings: [] });
  });

  it('an interface that says its times are late is a warning', async () => {
    const late = interfaceBlock({ options: option(1, text('homemole: coarse timestamps')) });
    const { file } = await readBytes(bytes(section(), late, packetBlock(frame)));
    expect(file.warnings).toEqual([{ code: 'coarse-timestamps', count: 1 }]);
  });
});
