import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { linkTypes } from './link-types';
import {
  big,
  block,
  interfaceBlock,
  option,
  packetBlock,
  pcap,
  readBytes,
  section,
  simplePacketBlock,
} from './testing/captures';
import { be16, bytes, ethernet, ipv4, ipv6, tcp, text, tlsRecord, udp } from './testing/frames';

// Many small files; a busy machine may take its time.
vi.setConfig({ testTimeout: 180_000 });
const seed = 190_900_104;

const frames = [
  ethernet(0x0800, ipv4({ protocol: 6 }, tcp({ options: [2, 4, 5, 180, 1, 3, 3, 7] }))),
  ethernet(0x8100, be16(7), be16(0x0800), ipv4({ protocol: 6 }, tcp({}, tlsRecord(20)))),
  ethernet(
    0x86dd,
    ipv6({ nextHeader: 0 }, [17, 0, 5, 2, 0, 0, 1, 0], udp({ destination: 53 }, [1])),
  ),
  ethernet(0x86dd, ipv6({ nextHeader: 44 }, [6, 0, 0, 1, 0, 0, 0, 9], tcp({}, text('GET / HTTP')))),
  ethernet(0x8864, [0x11, 0, 0, 1, 0, 33], be16(0x0021), ipv4({ protocol: 1 }, [8, 0, 0, 0])),
  ethernet(0x0806, new Uint8Array(28)),
];
const pcapFile = pcap({}, ...frames.map((frame, seconds) => ({ seconds, frame })));
const pcapngFile = bytes(
  section(undefined, option(4, text('Mole'))),
  interfaceBlock({ options: bytes(option(9, Uint8Array.of(9)), option(0, bytes())) }),
  interfaceBlock({ linkType: 113 }),
  ...frames.slice(0, 3).map((frame) => packetBlock(frame, { options: option(1, text('note')) })),
  block(5, new Uint8Array(20)),
  simplePacketBlock(frames[3]!),
  section(big),
  interfaceBlock({ order: big }),
  packetBlock(frames[4]!, { order: big }),
  packetBlock(frames[5]!, { order: big, obsolete: true }),
);
const wholes: [string, Uint8Array][] = [
  ['pcap', pcapFile],
  ['pcapng', pcapngFile],
];

/** Reads whatever it is: a sound table, or null where HomeMole said in words what is wrong. */
async function survive(file: Uint8Array, how = {}): Promise<PacketTable | null> {
  try {
    const { packets, file: read } = await readBytes(file, how);
    expect(read.packets).toBe(packets.count);
    for (const name of Object.keys(packetColumns) as PacketColumn[]) {
      expect(packets[name]).toHaveLength(packets.count);
    }
    expect(packets.sourceAddress.every((index) => index < packets.addresses.length)).toBe(true);
    expect(packets.destinationMac.every((index) => index < packets.macs.length)).toBe(true);
    expect(packets.optionKinds.every((index) => index < packets.optionLists.length)).toBe(true);
    return packets;
  } catch (error) {
    if (error instanceof HomeMoleError) return null;
    throw error;
  }
}

describe.each(wholes)('%s', (_, whole) => {
  it('cut at every offset keeps a beginning of the whole', async () => {
    const all = (await survive(whole))!;
    expect(all.count).toBe(frames.length);
    let most = 0;
    for (let end = 0; end <= whole.length; end += 1) {
      const packets = await survive(whole.subarray(0, end));
      const count = packets?.count ?? 0;
      expect(count).toBeGreaterThanOrEqual(most);
      expect(packets?.time ?? []).toEqual(packets ? all.time.slice(0, count) : []);
      expect(packets?.payloadLength ?? []).toEqual(
        packets ? all.payloadLength.slice(0, count) : [],
      );
      most = count;
    }
    expect(most).toBe(frames.length);
  });

  it('reads the same in steps and buffers of any size', async () => {
    const all = await survive(whole);
    for (const step of [1, 2, 3, 7, 16, 61, 127]) {
      for (const room of [4, 64, 333]) expect(await survive(whole, { step, room })).toEqual(all);
    }
  });

  it('with any 32-bit field turned into a bomb', async () => {
    for (const value of [0, 0x7fffffff, 0xfffffffc, 0xffffffff]) {
      for (let at = 0; at + 4 <= whole.length; at += 2) {
        for (const littleEndian of [true, false]) {
          const bomb = whole.slice();
          new DataView(bomb.buffer).setUint32(at, value, littleEndian);
          await survive(bomb);
        }
      }
    }
  });

  it('with bytes changed at random', async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: Math.ceil(whole.length * 0.02) });
    const property = fc.asyncProperty(
      changes,
      fc.integer({ min: 1, max: 200 }),
      async (all, step) => {
        const file = whole.slice();
        for (const [at, value] of all) file[at] = value;
        await survive(file, { step });
      },
    );
    await fc.assert(property, { seed, numRuns: 3000 });
  });

  it('packed with gzip and changed at random', async () => {
    const packed = Uint8Array.from(gzipSync(whole));
    const change = fc.tuple(fc.nat(packed.length - 1), fc.integer({ min: 0, max: 255 }));
    const property = fc.asyncProperty(change, fc.nat(packed.length), async ([at, value], cut) => {
      const file = packed.slice(0, packed.length - cut);
      if (at < file.length) file[at] = value;
      await survive(file);
    });
    await fc.assert(property, { seed, numRuns: 300 });
  });
});

it('frames of random bytes on every link type', async () => {
  const linkType = fc.constantFrom(...Object.values(linkTypes));
  // The first bytes choose between headers; random ones would seldom be IP.
  const start = fc.constantFrom(0x00, 0x45, 0x46, 0x60, 0xff);
  const frame = fc.tuple(start, fc.uint8Array({ maxLength: 120 }));
  const property = fc.asyncProperty(
    linkType,
    frame,
    fc.nat(2000),
    async (link, [first, rest], length) => {
      const packets = await survive(
        pcap({ linkType: link }, { frame: bytes([first], rest), length }),
      );
      expect(packets!.count).toBe(1);
    },
  );
  await fc.assert(property, { seed, numRuns: 3000 });
});

it('random IP packets', async () => {
  const property = fc.asyncProperty(
    fc.uint8Array({ minLength: 40, maxLength: 200 }),
    async (packet) => {
      packet[0] = packet[0]! & 1 ? 0x60 : 0x45;
      packet[packet[0] === 0x60 ? 6 : 9] = [6, 17, 0, 43, 44, 51, 60][packet[1]! % 7]!;
      const packets = await survive(pcap({ linkType: 101 }, { frame: packet }));
      expect(packets!.sourceAddress[0]).toBe(0);
    },
  );
  await fc.assert(property, { seed, numRuns: 3000 });
});
