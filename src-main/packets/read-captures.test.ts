import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StageReport } from '../contract/job';
import { readCaptures } from './index';
import { block, interfaceBlock, packetBlock, pcap, section } from './testing/captures';
import { bytes, ethernet, ipv4, text, udp } from './testing/frames';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-read-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A capture with a frame at each second, whose source port tells it apart. */
function capture(firstPort: number, ...seconds: number[]): Uint8Array {
  const records = seconds.map((second, i) => ({
    seconds: second,
    frame: ethernet(0x0800, ipv4({ protocol: 17 }, udp({ source: firstPort + i }))),
  }));
  return pcap({}, ...records);
}

function problem(code: string, params: object = {}) {
  return { problem: { code, params: expect.objectContaining(params) } };
}

describe('several files', () => {
  it('are merged by time; equal times keep the order of the files', async () => {
    const a = file('a', capture(100, 1, 3, 5));
    const b = file('b', capture(200, 2, 3, 4));
    const { packets, files } = await readCaptures([a, b]);
    expect([...packets.time]).toEqual([1, 2, 3, 3, 4, 5]);
    expect([...packets.sourcePort]).toEqual([100, 200, 101, 201, 202, 102]);
    expect(files.map(({ path, warnings }) => [path, warnings])).toEqual([
      [a, []],
      [b, []],
    ]);
    expect([...(await readCaptures([b, a])).packets.sourcePort]).toEqual([
      100, 200, 201, 101, 202, 102,
    ]);
  });

  it('share their addresses', async () => {
    const { packets } = await readCaptures([file('a', capture(1, 1)), file('b', capture(2, 2))]);
    expect([...packets.sourceAddress]).toEqual([0, 0]);
    expect([...packets.sourceMac]).toEqual([1, 1]);
  });

  it('may be none', async () => {
    expect(await readCaptures([])).toMatchObject({ packets: { count: 0 }, files: [] });
  });
});

describe('time that goes back', () => {
  it('is put in order and counted', async () => {
    const { packets, files } = await readCaptures([file('a', capture(1, 5, 4, 6, 4))]);
    expect([...packets.time]).toEqual([4, 4, 5, 6]);
    expect([...packets.sourcePort]).toEqual([2, 4, 1, 3]);
    expect(files[0]!.warnings).toEqual([{ code: 'time-backwards', count: 2 }]);
  });
});

describe('compression', () => {
  const plain = capture(1, 1, 2, 3);

  it('gzip is told by its content, and may have several members', async () => {
    const middle = plain.length - 50;
    const members = bytes(gzipSync(plain.subarray(0, middle)), gzipSync(plain.subarray(middle)));
    for (const content of [gzipSync(plain), members]) {
      const { packets, files } = await readCaptures([file('a.pcap', content)]);
      expect([...packets.sourcePort]).toEqual([1, 2, 3]);
      expect(files[0]).toMatchObject({ compression: 'gzip', format: 'pcap', warnings: [] });
    }
  });

  /** Enough of it that a compressed part is not the whole. */
  const noise = Array.from({ length: 4000 }, (_, i) => (i * 7919) % 60_000);
  const long = capture(1, ...noise);
  const recordBytes = 16 + 14 + 20 + 8;

  it('that breaks off keeps every record before that', async () => {
    for (const kept of [500, 5000, 12_000]) {
      const part = gzipSync(long).subarray(0, kept);
      const there = gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH }).length;
      const { packets, files } = await readCaptures([file('a', part)]);
      expect(packets.count).toBe(Math.floor((there - 24) / recordBytes));
      expect(files[0]!.warnings).toContainEqual({ code: 'truncated-file', count: 1 });
    }
  });

  it('that is damaged keeps most of what came before, or is an error', async () => {
    const packed = gzipSync(long);
    packed[packed.length - 6]! ^= 0xff;
    const { files } = await readCaptures([file('a', packed)]);
    expect(files[0]!.packets).toBeGreaterThan((long.length - 65_536) / recordBytes - 2);
    expect(files[0]!.warnings).toContainEqual({ code: 'malformed-block', count: 1 });

    const broken = file('b', bytes([0x1f, 0x8b, 8, 0], new Uint8Array(40).fill(0xff)));
    await expect(readCaptures([broken])).rejects.toMatchObject(
      problem('capture-malformed', { file: broken, offset: 0 }),
    );
  });

  it('of more than any capture would hold is stopped, and what came before is kept', async () => {
    const start = bytes(
      section(),
      interfaceBlock(),
      packetBlock(ethernet(0x0800, new Uint8Array(30))),
    );
    // Blocks to be passed over, so that only decompressing takes long.
    const zeros = gzipSync(block(0x0bad, new Uint8Array(8 * 2 ** 20)));
    const packed = bytes(gzipSync(start), ...Array.from({ length: 40 }, () => zeros));
    expect((40 * 8 * 2 ** 20) / packed.length).toBeGreaterThan(800);
    const { files } = await readCaptures([file('bomb', packed)]);
    expect(files[0]).toMatchObject({
      packets: 1,
      warnings: [{ code: 'malformed-block', count: 1 }],
    });
  });

  it('of something else is not a capture', async () => {
    const packed = file('a', gzipSync(text('only some words')));
    await expect(readCaptures([packed])).rejects.toMatchObject(
      problem('capture-unknown-format', { file: packed }),
    );
  });
});

describe('errors name the file as it was given', () => {
  it.each([
    ['capture-empty', bytes()],
    ['capture-unknown-format', text('a')],
    ['capture-unknown-format', text('time,device,interaction\n')],
    ['capture-malformed', capture(1, 1).subarray(0, 60)],
  ])('%s', async (code, content) => {
    const path = file('x.pcap', content);
    await expect(readCaptures([path])).rejects.toMatchObject(problem(code, { file: path }));
  });

  it('file-not-found, before anything is read', async () => {
    const path = join(folder, 'nowhere.pcap');
    const reports: StageReport[] = [];
    const job = {
      signal: new AbortController().signal,
      report: (r: StageReport) => reports.push(r),
    };
    await expect(readCaptures([file('a', capture(1, 1)), path], { job })).rejects.toMatchObject(
      problem('file-not-found', { file: path }),
    );
    expect(reports).toEqual([]);
  });

  it('file-unreadable for a folder', async () => {
    await expect(readCaptures([folder])).rejects.toMatchObject(
      problem('file-unreadable', { file: folder }),
    );
  });

  it('usage for stdin given twice', async () => {
    await expect(readCaptures(['-', '-'])).rejects.toMatchObject(problem('usage'));
  });
});

describe('a job', () => {
  it('is told the bytes of all files, and never less than before', async () => {
    const contents = [capture(1, 1, 2), gzipSync(capture(1, 3))];
    const paths = contents.map((content, i) => file(`f${i}`, content));
    const total = contents[0]!.length + contents[1]!.length;
    const reports: StageReport[] = [];
    const job = {
      signal: new AbortController().signal,
      report: (r: StageReport) => reports.push(r),
    };
    await readCaptures(paths, { job });
    expect(reports[0]).toEqual({
      stage: 'reading',
      subject: paths[0],
      done: contents[0]!.length,
      total,
      unit: 'bytes',
    });
    expect(reports.at(-1)).toMatchObject({ subject: paths[1], done: total, total });
    const done = reports.map((report) => report.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    const job = { signal: controller.signal, report: () => controller.abort() };
    for (const content of [capture(1, 1), gzipSync(capture(1, 1))]) {
      await expect(readCaptures([file('a', content)], { job })).rejects.toMatchObject(
        problem('cancelled'),
      );
    }
  });
});

describe('standard input', () => {
  it('is read as `-`, also through gzip', async () => {
    for (const content of [capture(7, 1, 2, 3), gzipSync(capture(7, 1, 2, 3))]) {
      const stdin = Object.getOwnPropertyDescriptor(process, 'stdin')!;
      const child = execFile(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], {
        encoding: 'buffer',
      });
      child.stdin!.end(content);
      Object.defineProperty(process, 'stdin', { value: child.stdout, configurable: true });
      try {
        const { packets, files } = await readCaptures(['-']);
        expect([...packets.sourcePort]).toEqual([7, 8, 9]);
        expect(files[0]!.path).toBe('-');
      } finally {
        Object.defineProperty(process, 'stdin', stdin);
      }
    }
  });
});
