import { describe, expect, it } from 'vitest';
import { protocolText } from '../contract/protocol-bits';
import { pcap, readBytes } from './testing/captures';
import type { PcapRecord } from './testing/captures';
import { bytes, ethernet, ipv4, ipv6, tcp, tlsRecord, udp } from './testing/frames';

/** The first row of a capture with this one record. */
async function row(record: PcapRecord) {
  const { packets: p, file } = await readBytes(pcap({}, record));
  return {
    length: p.length[0],
    ipLength: p.ipLength[0],
    ttl: p.ttl[0],
    protocol: p.ipProtocol[0],
    ports: [p.sourcePort[0], p.destinationPort[0]],
    flags: p.tcpFlags[0],
    window: p.window[0],
    options: p.optionLists[p.optionKinds[0]!],
    payload: p.payloadLength[0],
    bits: protocolText(p.protocols[0]!),
    warnings: file.warnings.map(({ code }) => code),
  };
}
const row4 = (fields: Parameters<typeof ipv4>[0], ...payload: Uint8Array[]) =>
  row({ frame: ethernet(0x0800, ipv4(fields, ...payload)) });
const row6 = (fields: Parameters<typeof ipv6>[0], ...payload: Uint8Array[]) =>
  row({ frame: ethernet(0x86dd, ipv6(fields, ...payload)) });

const synOptions = [2, 4, 5, 180, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7];

describe('TCP', () => {
  it('over IPv4: every column', async () => {
    const segment = tcp({
      source: 51000,
      destination: 443,
      flags: 0x002,
      window: 64240,
      options: synOptions,
    });
    expect(await row4({ protocol: 6, ttl: 63 }, segment)).toEqual({
      length: 14 + 20 + 40,
      ipLength: 60,
      ttl: 63,
      protocol: 6,
      ports: [51000, 443],
      flags: 2,
      window: 64240,
      options: '2,4,8,1,3',
      payload: 0,
      bits: '1100000',
      warnings: [],
    });
  });

  it('keeps all twelve bits of the flags', async () => {
    expect(await row4({ protocol: 6 }, tcp({ flags: 0xfff }))).toMatchObject({ flags: 0xfff });
  });

  it('ends the options at an end of list, and at a length that cannot be', async () => {
    const padded = await row4(
      { protocol: 6 },
      tcp({ options: [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2] }),
    );
    const ended = await row4({ protocol: 6 }, tcp({ options: [2, 4, 5, 180, 0, 0, 0, 0] }));
    const broken = await row4({ protocol: 6 }, tcp({ options: [1, 5, 0, 3] }));
    expect([padded.options, ended.options, broken.options]).toEqual(['1,1,8', '2,0', '1,5']);
  });

  it('behind IPv4 options', async () => {
    const found = await row4({ protocol: 6, options: [7, 3, 4, 0] }, tcp({}, [1, 2]));
    expect(found).toMatchObject({ ipLength: 46, ports: [50000, 443], payload: 2 });
  });

  it('does not count Ethernet padding as payload', async () => {
    const frame = ethernet(0x0800, ipv4({ protocol: 6 }, tcp({})), new Uint8Array(6));
    expect(await row({ frame })).toMatchObject({ length: 60, ipLength: 40, payload: 0 });
  });

  it('with a header length that cannot be: ports, and no payload', async () => {
    const segment = tcp({ source: 1000, destination: 2000 });
    segment[12] = 0x40;
    expect(await row4({ protocol: 6 }, segment)).toMatchObject({ ports: [1000, 2000], payload: 0 });
    segment[12] = 0xf0;
    expect(await row4({ protocol: 6 }, segment)).toMatchObject({ ports: [1000, 2000], payload: 0 });
  });
});

describe('lengths come from the headers, not from what was captured', () => {
  const whole = ethernet(
    0x0800,
    ipv4({ protocol: 6 }, tcp({ options: synOptions }, tlsRecord(1000))),
  );

  it('when the payload is cut', async () => {
    expect(await row({ frame: whole.subarray(0, 74), length: whole.length })).toMatchObject({
      length: 14 + 20 + 40 + 1005,
      ipLength: 20 + 40 + 1005,
      payload: 1005,
      options: '2,4,8,1,3',
      bits: '1101000',
      warnings: [],
    });
  });

  it('when the TCP options are cut: none are told, and there is a warning', async () => {
    expect(await row({ frame: whole.subarray(0, 60), length: whole.length })).toMatchObject({
      payload: 1005,
      options: '',
      flags: 0x018,
      window: 501,
      warnings: ['headers-cut'],
    });
  });

  it('when only the ports are left', async () => {
    expect(await row({ frame: whole.subarray(0, 38), length: whole.length })).toMatchObject({
      ports: [50000, 443],
      flags: 0,
      payload: 0,
      bits: '1100000',
      warnings: ['headers-cut'],
    });
  });

  it('and from the frame where segmentation offload left 0 in the header', async () => {
    const offloaded = ipv4({ protocol: 6, totalLength: 0 }, tcp({}, new Uint8Array(3000)));
    const frame = ethernet(0x0800, offloaded);
    const expected = { length: 3054, ipLength: 3040, payload: 3000 };
    expect(await row({ frame })).toMatchObject(expected);
    expect(await row({ frame: frame.subarray(0, 60), length: 3054 })).toMatchObject(expected);
    const found = await row6({ nextHeader: 6, payloadLength: 0 }, tcp({}, new Uint8Array(70000)));
    expect(found).toMatchObject({ ipLength: 40 + 20 + 70000, payload: 70000 });
  });
});

describe('UDP', () => {
  it('over IPv6', async () => {
    expect(
      await row6(
        { nextHeader: 17, hopLimit: 255 },
        udp({ source: 5000, destination: 6000 }, [1, 2, 3]),
      ),
    ).toEqual({
      length: 14 + 40 + 11,
      ipLength: 51,
      ttl: 255,
      protocol: 17,
      ports: [5000, 6000],
      flags: 0,
      window: 0,
      options: '',
      payload: 3,
      bits: '1010000',
      warnings: [],
    });
  });

  it('believes the shorter one of its length and that of IP', async () => {
    const longer = await row4({ protocol: 17 }, udp({ length: 2000 }, new Uint8Array(100)));
    const shorter = await row4({ protocol: 17 }, udp({ length: 58 }, new Uint8Array(100)));
    const none = await row4({ protocol: 17 }, udp({ length: 0 }, new Uint8Array(100)));
    expect([longer.payload, shorter.payload, none.payload]).toEqual([100, 50, 100]);
  });
});

describe('fragments', () => {
  it('of IPv4: the first one has ports, a later one the UDP bit only', async () => {
    const first = await row4(
      { protocol: 17, fragment: 0x2000 },
      udp({ length: 3008 }, new Uint8Array(1472)),
    );
    const later = await row4({ protocol: 17, fragment: 0x00b9 }, new Uint8Array(1480));
    expect(first).toMatchObject({ ports: [50000, 40000], payload: 1472, bits: '1010000' });
    expect(later).toMatchObject({ ports: [0, 0], payload: 0, bits: '1010000', protocol: 17 });
  });

  it('of IPv6', async () => {
    const header = (offset: number) => Uint8Array.of(17, 0, offset >> 8, offset & 255, 0, 0, 0, 9);
    const first = await row6({ nextHeader: 44 }, header(1), udp({}, new Uint8Array(100)));
    const later = await row6({ nextHeader: 44 }, header(0x05c9), new Uint8Array(100));
    expect(first).toMatchObject({ ports: [50000, 40000], payload: 100, protocol: 17 });
    expect(later).toMatchObject({ ports: [0, 0], payload: 0, protocol: 17, bits: '1010000' });
  });
});

describe('IPv6 extension headers', () => {
  const hopByHop = (next: number) => Uint8Array.of(next, 0, 5, 2, 0, 0, 1, 0);
  const routing = (next: number) => bytes([next, 2, 4, 0], new Uint8Array(20));
  const authentication = (next: number) => bytes([next, 4, 0, 0], new Uint8Array(20));

  it('are passed over to what they precede', async () => {
    const chain = [hopByHop(60), hopByHop(43), routing(51), authentication(6)];
    const found = await row6(
      { nextHeader: 0 },
      ...chain,
      tcp({ source: 9, destination: 10 }, bytes([1])),
    );
    expect(found).toMatchObject({ protocol: 6, ports: [9, 10], payload: 1, bits: '1100000' });
  });

  it('may be all there is', async () => {
    expect(await row6({ nextHeader: 59 })).toMatchObject({ protocol: 59, bits: '1000001' });
    expect(await row6({ nextHeader: 0 }, hopByHop(58), bytes([143, 0, 0, 0]))).toMatchObject({
      protocol: 58,
      bits: '1000001',
    });
  });

  it('may claim more than there is', async () => {
    const found = await row6({ nextHeader: 0 }, Uint8Array.of(6, 255, 0, 0, 0, 0, 0, 0));
    expect(found).toMatchObject({ protocol: 6, ports: [0, 0], payload: 0 });
  });
});

describe('a header that makes no sense', () => {
  it('leaves a frame that is not IP', async () => {
    const shortHeader = ipv4({ protocol: 6 }, tcp({}));
    shortHeader[0] = 0x44;
    const found = await row({ frame: ethernet(0x0800, shortHeader) });
    expect(found).toMatchObject({ ipLength: 0, ttl: 0, ports: [0, 0], bits: '0000001' });
  });

  it('claims less than itself: no ports', async () => {
    expect(await row4({ protocol: 6, totalLength: 12 }, tcp({}))).toMatchObject({
      ipLength: 12,
      ports: [0, 0],
      payload: 0,
    });
  });
});
