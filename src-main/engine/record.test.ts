import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaptureRequest } from '../contract/capture';
import { record } from './record';

const request: CaptureRequest = {
  interface: 'test0',
  backend: null,
  ssh: null,
  filter: '',
  snaplen: 0,
  stop: { seconds: null, packets: null, bytes: null },
  ring: { files: 3, fileBytes: 1_000_000 },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'homemole-ring-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Records with a helper that ends before it has begun, and says how far it came. */
async function recordTo(name: string, ring = request.ring): Promise<unknown> {
  const helper = join(folder, 'dead.cjs');
  writeFileSync(helper, 'process.exit(3)');
  const hooks = { signal: new AbortController().signal, status: () => undefined };
  const place = { helper, runtime: process.execPath };
  return record({ ...request, ring }, join(folder, name), place, hooks).catch(
    (error: unknown) => (error as { problem: unknown }).problem,
  );
}

describe('a ring', () => {
  it.each(['home-00001.pcapng', 'home-00007.pcapng', 'home-100000.pcapng'])(
    'is not recorded where %s is of an earlier one',
    async (taken) => {
      writeFileSync(join(folder, taken), 'earlier');
      expect(await recordTo('home.pcapng')).toMatchObject({
        code: 'output-exists',
        params: { path: join(folder, taken) },
      });
      expect(readFileSync(join(folder, taken), 'utf8')).toBe('earlier');
      expect(readdirSync(folder).sort()).toEqual(['dead.cjs', taken]);
    },
  );

  it('is started beside files of other names', async () => {
    const others = ['home-1.pcapng', 'home-00001.pcap', 'home-00001', 'home2-00001.pcapng'];
    for (const name of [...others, 'home-day-00001.pcapng']) writeFileSync(join(folder, name), '');
    expect(await recordTo('home.pcapng')).toMatchObject({ code: 'capture-helper-gone' });
  });
});

it('one file is recorded beside those of a ring', async () => {
  writeFileSync(join(folder, 'home-00001.pcapng'), 'earlier');
  expect(await recordTo('home.pcapng', null)).toMatchObject({ code: 'capture-helper-gone' });
});
