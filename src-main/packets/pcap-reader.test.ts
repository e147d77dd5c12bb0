import { describe, expect, it } from 'vitest';
import { big, little, pcap, readBytes } from './testing/captures';
import { bytes, ethernet, ipv4, tcp, udp } from './testing/frames';

const one = ethernet(0x0800, ipv4({ protocol: 17 }, udp({}, [1])));
const two = ethernet(0x0800, ipv4({ protocol: 6 }, tcp({})));

describe('every flavour of pcap', () => {
  const microseconds = 0xa1b2c3d4;
  const nanoseconds = 0xa1b23c4d;
  const modified = 0xa1b2cd34;

  it.each([
    ['little-endian, microseconds', little, microseconds, 123456, 1_700_000_000.123456],
    ['big-endian, microseconds', big, microseconds, 123456, 1_700_000_000.123456],
    ['little-endian, nanoseconds', little, nanoseconds, 123456789, 1_700_000_000.123456789],
    ['big-endian, nanoseconds', big, nanoseconds, 123456789, 1_700_000_000.123456789],
    ['little-endian, modified', little, modified, 999999, 1_700_000_000.999999],
    ['big-endian, modified', big, modified, 999999, 1_700_000_000.999999],
  ])('%s', async (_, order, magic, ticks, time) => {
    const file = pcap({ order, magic }, { ticks, frame: one }, { ticks, frame: two, length: 1500 });
    const { packets, file: read } = await readBytes(file);
    expect([...packets.time]).toEqual([time, time]);
    expect([...packets.length]).toEqual([one.length, 1500]);
    expect([...packets.ipProtocol]).toEqual([17, 6]);
    expect(read).toEqual({
      path: 'x.pcap',
      format: 'pcap',
      compression: 'none',
      linkTypes: ['Ethernet'],
      packets: 2,
      bytes: one.length + 1500,
      truncatedPackets: 1,
      duplicates: 0,
      droppedPackets: null,
      warnings: [],
      simulated: false,
    });
  });

  it('has times until 2106', async () => {
    const file = pcap({}, { seconds: 0xffffffff, ticks: 1, frame: one });
    expect((await readBytes(file)).packets.time[0]).toBe(4294967295.000001);
  });
});

describe('what is odd', () => {
  it('a capture of 0 packets is whole', async () => {
    const { packets, file } = await readBytes(pcap({}));
    expect(packets.count).toBe(0);
    expect(packets.time).toHaveLength(0);
    expect(file).toMatchObject({ packets: 0, warnings: [], linkTypes: ['Ethernet'] });
  });

  it('frames of 0 bytes count', async () => {
    const { packets, file } = await readBytes(pcap({}, { frame: bytes(), length: 0 }));
    expect(packets.count).toBe(1);
    expect(file).toMatchObject({ packets: 1, bytes: 0, truncatedPackets: 0, warnings: [] });
  });

  it('captured longer than original is a warning, and the record is what it says', async () => {
    const { packets, file } = await readBytes(pcap({}, { frame: two, length: 20 }));
    expect(packets.length[0]).toBe(20);
    expect(packets.ipProtocol[0]).toBe(6);
    expect(file.warnings).toEqual([{ code: 'captured-longer-than-original', count: 1 }]);
  });

  it('time that goes back, and a gap of more than a year, are counted where they happen', async () => {
    const year = 365 * 86_400;
    const times = [10, 9, 9, 8, 8 + year, 9 + 2 * year, 7];
    const records = times.map((seconds) => ({ seconds, frame: one }));
    const { file } = await readBytes(pcap({}, ...records));
    expect(file.warnings).toEqual([
      { code: 'time-backwards', count: 3 },
      { code: 'time-gap', count: 1 },
    ]);
  });
});

describe('damage', () => {
  const whole = pcap({}, { frame: one }, { frame: two });

  it('a truncated last record keeps those before it', async () => {
    for (let cut = 1; cut < 16 + two.length; cut += 1) {
      const { packets, file } = await readBytes(whole.subarray(0, whole.length - cut));
      expect([...packets.ipProtocol]).toEqual([17]);
      expect(file.warnings).toEqual([{ code: 'truncated-file', count: 1 }]);
    }
  });

  it.each([262_145, 0xffffffff])(
    'a record that claims %i bytes ends the file',
    async (captured) => {
      const file = pcap({}, { frame: one }, { frame: two, captured }, { frame: two });
      const { packets, file: read } = await readBytes(file);
      expect(packets.count).toBe(1);
      expect(read.warnings).toEqual([{ code: 'malformed-block', count: 1 }]);
    },
  );

  it('before the first packet is an error with its place', async () => {
    const cut = readBytes(whole.subarray(0, 24 + 16 + 3));
    await expect(cut).rejects.toMatchObject({
      problem: { code: 'capture-malformed', params: { file: 'x.pcap', offset: 24 } },
    });
    const bomb = readBytes(pcap({}, { frame: one, captured: 0x7fffffff }));
    await expect(bomb).rejects.toMatchObject({
      problem: { code: 'capture-malformed', params: { offset: 24 } },
    });
    await expect(readBytes(whole.subarray(0, 23))).rejects.toMatchObject({
      problem: { code: 'capture-malformed', params: { offset: 0 } },
    });
  });
});

describe('a link type that cannot be decoded', () => {
  it('is an error that names it', async () => {
    await expect(readBytes(pcap({ linkType: 187 }, { frame: one }))).rejects.toMatchObject({
      problem: {
        code: 'capture-unsupported-link',
        params: { file: 'x.pcap', link: 'Bluetooth HCI' },
      },
    });
  });

  it('is none without packets', async () => {
    expect((await readBytes(pcap({ linkType: 187 }))).packets.count).toBe(0);
  });
});
