import { execFileSync, spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { decompressed } from './decompress';
import { memorySource, pcap, readBytes } from './testing/captures';
import { bytes, ethernet, ipv4, udp } from './testing/frames';
import { MAGIC, RUN, block, stored } from './testing/zstd-frames';
import { unzstd } from './zstd';

const records = Array.from({ length: 3000 }, (_, i) => ({
  seconds: i,
  frame: ethernet(0x0800, ipv4({ protocol: 17 }, udp({ source: i + 1 }))),
}));
const capture = pcap({}, ...records);
async function decoded(packed: Uint8Array, step = packed.length): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  const steps = Array.from({ length: Math.ceil(packed.length / step) }, (_, i) =>
    packed.subarray(i * step, (i + 1) * step),
  );
  for await (const part of unzstd(Readable.from(steps))) parts.push(part);
  return Buffer.concat(parts);
}

describe('frames by hand', () => {
  it('of stored blocks, in steps of any size, several in a row, one to be skipped', async () => {
    const skippable = bytes([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0], [1, 2, 3]);
    const packed = bytes(
      stored(capture.subarray(0, 60_000)),
      skippable,
      stored(capture.subarray(60_000)),
    );
    for (const step of [packed.length, 1000, 333]) {
      expect((await decoded(packed, step)).equals(capture)).toBe(true);
    }
    const { packets, file } = await readBytes(packed);
    expect(packets.count).toBe(3000);
    expect(file).toMatchObject({ compression: 'zstd', warnings: [] });
  });

  it('that ends too early keeps the blocks before', async () => {
    const packed = stored(capture);
    const { packets, file } = await readBytes(packed.subarray(0, packed.length - 1000));
    expect(packets.count).toBeGreaterThan(1000);
    expect(packets.count).toBeLessThan(3000);
    expect(file.warnings).toEqual([{ code: 'truncated-file', count: 1 }]);
  });

  it('with garbage behind keeps most of what came before', async () => {
    const { packets, file } = await readBytes(bytes(stored(capture), new Uint8Array(40).fill(9)));
    expect(packets.count).toBeGreaterThan(2000);
    expect(file.warnings).toContainEqual({ code: 'malformed-block', count: 1 });
  });

  it('that wants a window beyond 128 MB is refused', async () => {
    await expect(decoded(stored(capture, 0x98))).rejects.toThrow('a window of 536870912 bytes');
  });

  it('that wants as much by its content size, or in a later frame, is refused', async () => {
    const size = [0, 0, 0, 0x40];
    const single = bytes(MAGIC, [0xa0], size, block(RUN, 9, true, Uint8Array.of(0)));
    const refused = 'a window of 1073741824 bytes';
    await expect(decoded(single)).rejects.toThrow(refused);
    const skippable = bytes([0x53, 0x2a, 0x4d, 0x18, 5, 0, 0, 0], MAGIC, [1]);
    for (const step of [1, 1000, 1 << 20]) {
      await expect(decoded(bytes(stored(capture), skippable, single), step)).rejects.toThrow(
        refused,
      );
    }
  });

  it('of runs alone, 128 KB for four bytes, is stopped as a bomb', async () => {
    const run = block(RUN, 131_072, false, Uint8Array.of(0));
    const head = bytes(MAGIC, [0, 0x58]);
    const packed = new Uint8Array(head.length + 6000 * run.length);
    packed.set(head);
    for (let at = head.length; at < packed.length; at += run.length) packed.set(run, at);
    const source = decompressed(memorySource(packed), new Uint8Array(0), 'zstd', quietJob.signal);
    const into = new Uint8Array(1 << 20);
    let given = 0;
    const readAll = async (): Promise<void> => {
      for (let length = 1; length > 0; given += length) length = await source.read(into, 0);
    };
    await expect(readAll()).rejects.toThrow('it decompresses to more than any capture would');
    expect(given).toBeLessThan(65 * 2 ** 20);
    await source.close();
  });
});

const hasProgram = spawnSync('zstd', ['--version']).status === 0;
describe.skipIf(!hasProgram)(
  `what the zstd program packed${hasProgram ? '' : ' (skipped: it is not installed)'}`,
  () => {
    it.each(['-1', '-19', '--ultra'])('%s', async (level) => {
      const args = level === '--ultra' ? ['--ultra', '-22'] : [level];
      const packed = execFileSync('zstd', ['-q', '-c', ...args], { input: capture });
      expect((await decoded(packed, 700)).equals(capture)).toBe(true);
      const { packets, file } = await readBytes(packed);
      expect([packets.count, file.compression, file.warnings]).toEqual([3000, 'zstd', []]);
    });
  },
);
