import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packetColumns } from '../contract/packet-table';
import type { PacketColumn, PacketTable } from '../contract/packet-table';
import { LiveReader, readBatches, readCaptures } from './index';
import { pcap } from './testing/captures';
import { ethernet, ipv4, udp } from './testing/frames';

const sample = join(import.meta.dirname, '../../resources/sample-home/capture.pcapng');
const columnNames = Object.keys(packetColumns) as PacketColumn[];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-batches-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file with a frame at each of the times, told apart by its source port. */
function file(name: string, firstPort: number, times: number[]): string {
  const records = times.map((time, i) => ({
    seconds: time,
    frame: ethernet(0x0800, ipv4({ protocol: 17 }, udp({ source: firstPort + i }))),
  }));
  const path = join(folder, name);
  writeFileSync(path, pcap({}, ...records));
  return path;
}

/** All batches as one: columns copied, since a batch is good only while it is taken. */
function collector() {
  const parts: PacketTable[] = [];
  return {
    take: (batch: PacketTable) => {
      const copy = { ...batch };
      for (const name of columnNames) Object.assign(copy, { [name]: batch[name].slice() });
      parts.push(copy);
    },
    parts,
    column: (name: PacketColumn) => parts.flatMap((part) => [...part[name]]),
  };
}

function expectSame(got: ReturnType<typeof collector>, whole: PacketTable): void {
  for (const name of columnNames) expect(got.column(name), name).toEqual([...whole[name]]);
  const last = got.parts.at(-1);
  expect(last?.macs).toEqual(whole.macs);
  expect(last?.addresses).toEqual(whole.addresses);
  expect(last?.optionLists).toEqual(whole.optionLists);
}

describe('batches', () => {
  it('of one file are its table, piece by piece', async () => {
    const got = collector();
    const { files } = await readBatches([sample], got.take);
    const whole = await readCaptures([sample]);
    expect(files).toEqual(whole.files);
    expect(got.parts.length).toBeGreaterThan(1);
    expectSame(got, whole.packets);
  });

  it('of many files come in order of time', async () => {
    // Every file holds every 70th second, so that each row is followed by one of another file.
    const paths = Array.from({ length: 70 }, (_, k) =>
      file(
        `${k}`,
        1000 * (k % 60),
        Array.from({ length: 50 }, (_, i) => i * 70 + k),
      ),
    );
    const got = collector();
    const { files } = await readBatches(paths, got.take);
    expect(files.map(({ packets }) => packets)).toEqual(paths.map(() => 50));
    expect(got.column('time')).toEqual(Array.from({ length: 3500 }, (_, i) => i));
    const whole = await readCaptures(paths);
    expect([...whole.packets.sourcePort]).toEqual(got.column('sourcePort'));
  });

  it('keep the order of the files where times are equal', async () => {
    const a = file('a', 100, [1, 1, 2]);
    const b = file('b', 200, [1, 2, 2]);
    const c = file('c', 300, [1]);
    const got = collector();
    await readBatches([a, b, c], got.take);
    expect(got.column('sourcePort')).toEqual([100, 101, 200, 300, 102, 201, 202]);
  });

  it('leave no file open when one of them cannot be read', async () => {
    const bad = join(folder, 'bad');
    writeFileSync(bad, 'no capture at all');
    const reading = readBatches([file('a', 1, [1]), bad], () => undefined);
    await expect(reading).rejects.toMatchObject({ problem: { code: 'capture-unknown-format' } });
  });
});

describe('a live stream', () => {
  it.each([1, 7, 4096, 1 << 22])(
    'in pieces of %i bytes gives the rows of the file',
    async (size) => {
      const bytes = readFileSync(size === 1 ? file('small', 1, [1, 2, 3, 9]) : sample);
      const path = size === 1 ? join(folder, 'small') : sample;
      const reader = new LiveReader(path);
      const got = collector();
      const room = new Uint8Array(size);
      for (let at = 0; at < bytes.length; at += size) {
        const part = bytes.subarray(at, at + size);
        room.set(part);
        reader.push(room.subarray(0, part.length));
        room.fill(0xff);
        if (at % (size * 64) === 0) got.take(reader.take());
      }
      got.take(reader.take());
      const whole = await readCaptures([path]);
      expectSame(got, whole.packets);
      expect(reader.file()).toEqual(whole.files[0]);
    },
  );

  it('that is no capture is refused', () => {
    const reader = new LiveReader('stream');
    expect(() => reader.push(Buffer.from('tcpdump: permission denied'))).toThrow(
      expect.objectContaining({
        problem: { code: 'capture-unknown-format', params: { file: 'stream' } },
      }),
    );
  });
});
