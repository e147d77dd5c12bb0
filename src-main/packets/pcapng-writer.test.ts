import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PcapngWriter } from './pcapng-writer';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-writer-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A frame with an unassigned EtherType, so that any length is a well-formed one. */
function frameOf(length: number, fill = 0xa5): Uint8Array {
  const frame = new Uint8Array(length).fill(fill);
  frame.set([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x88, 0xb5]);
  return frame;
}

describe('the bytes', () => {
  it('are the blocks of the pcapng draft, worked out by hand', async () => {
    const path = join(folder, 'a.pcapng');
    const writer = await PcapngWriter.create(path, { application: 'Mole', comment: 'hi' });
    void writer.write(1772431200.5, frameOf(17));
    await writer.close();
    const microseconds = 1772431200500000n;
    const expected = Buffer.concat([
      Buffer.from('0a0d0d0a' + '30000000' + '4d3c2b1a' + '01000000' + 'ffffffffffffffff', 'hex'),
      Buffer.from('01000200' + '68690000' + '04000400' + '4d6f6c65' + '00000000', 'hex'),
      Buffer.from('30000000', 'hex'),
      Buffer.from('01000000' + '20000000' + '01000000' + '00000000', 'hex'),
      Buffer.from('09000100' + '06000000' + '00000000' + '20000000', 'hex'),
      Buffer.from('06000000' + '34000000' + '00000000', 'hex'),
      littleEndian(Number(microseconds >> 32n)),
      littleEndian(Number(microseconds & 0xffffffffn)),
      littleEndian(17),
      littleEndian(17),
      Buffer.from(frameOf(17)),
      Buffer.alloc(3),
      littleEndian(0x34),
    ]);
    expect(readFileSync(path).toString('hex')).toBe(expected.toString('hex'));
  });

  it('do not depend on how much was written before: many buffers, frames above one', async () => {
    const path = join(folder, 'big.pcapng');
    const writer = await PcapngWriter.create(path, { application: 'Mole' });
    const lengths = [60, 1514, 2_500_000, 61, 62, 63];
    for (let round = 0; round < 400; round += 1) {
      for (const length of lengths) {
        if (length < 2000 || round === 200)
          await writer.write(round + length / 1e6, frameOf(length));
      }
    }
    await writer.close();
    const seen = frameLengthsIn(readFileSync(path));
    const expected: number[] = [];
    for (let round = 0; round < 400; round += 1) {
      expected.push(...lengths.filter((length) => length < 2000 || round === 200));
    }
    expect(seen).toEqual(expected);
  });
});

describe('a snaplen', () => {
  it('cuts the frame and keeps its length', async () => {
    const path = join(folder, 'cut.pcapng');
    const writer = await PcapngWriter.create(path, { application: 'Mole', snaplen: 64 });
    void writer.write(1, frameOf(100));
    void writer.write(2, frameOf(40), 900);
    await writer.close();
    const bytes = readFileSync(path);
    expect(frameLengthsIn(bytes)).toEqual([64, 40]);
    expect(bytes.length % 4).toBe(0);
  });
});

describe('the name', () => {
  it('appears at close and not before, and replaces what was there', async () => {
    const path = join(folder, 'c.pcapng');
    writeFileSync(path, 'old');
    const writer = await PcapngWriter.create(path, { application: 'Mole' });
    void writer.write(1, frameOf(60));
    expect(readFileSync(path, 'utf8')).toBe('old');
    await writer.close();
    expect(readdirSync(folder)).toEqual(['c.pcapng']);
    expect(readFileSync(path).readUInt32LE(0)).toBe(0x0a0d0d0a);
  });

  it('never appears after an abort, which may come twice', async () => {
    const writer = await PcapngWriter.create(join(folder, 'd.pcapng'), { application: 'Mole' });
    for (let i = 0; i < 2000; i += 1) void writer.write(i, frameOf(1514));
    await writer.abort();
    await writer.abort();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is refused with output-unwritable where the folder is missing', async () => {
    const path = join(folder, 'nowhere', 'e.pcapng');
    await expect(PcapngWriter.create(path, { application: 'Mole' })).rejects.toMatchObject({
      problem: { code: 'output-unwritable', params: { path } },
    });
  });

  it('is refused at close where a folder has it, and nothing is left', async () => {
    const path = join(folder, 'f.pcapng');
    const writer = await PcapngWriter.create(path, { application: 'Mole' });
    mkdirSync(join(path, 'inside'), { recursive: true });
    await expect(writer.close()).rejects.toMatchObject({ problem: { code: 'output-unwritable' } });
    expect(readdirSync(folder)).toEqual(['f.pcapng']);
  });
});

describe('tshark', () => {
  const tshark = hasTshark();
  it.skipIf(!tshark)('reads the file as written (skipped where tshark is missing)', async () => {
    const path = join(folder, 't.pcapng');
    const writer = await PcapngWriter.create(path, { application: 'HomeMole test', snaplen: 50 });
    const times = [1772431200.000001, 1772431200.25, 1772434800.999999];
    for (const time of times) void writer.write(time, frameOf(75));
    await writer.close();
    const fields = ['frame.time_epoch', 'frame.len', 'frame.cap_len'].flatMap((f) => ['-e', f]);
    const out = execFileSync('tshark', ['-r', path, '-T', 'fields', ...fields], { stdio: 'pipe' });
    expect(out.toString().trim().split('\n')).toEqual([
      '1772431200.000001000\t75\t50',
      '1772431200.250000000\t75\t50',
      '1772434800.999999000\t75\t50',
    ]);
    const about = execFileSync('capinfos', ['-T', '-m', '-s', '-t', '-E', path]).toString();
    expect(about).toContain('pcapng');
    expect(readFileSync(path).includes('HomeMole test')).toBe(true);
  });
});

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Captured lengths of the enhanced packet blocks; checks both length fields of every block. */
function frameLengthsIn(bytes: Buffer): number[] {
  const lengths: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const total = bytes.readUInt32LE(at + 4);
    expect(bytes.readUInt32LE(at + total - 4)).toBe(total);
    if (bytes.readUInt32LE(at) === 6) lengths.push(bytes.readUInt32LE(at + 20));
    at += total;
  }
  expect(at).toBe(bytes.length);
  return lengths;
}

function hasTshark(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
