import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sample = join(root, 'resources/sample-home/capture.pcapng');

let cli = '';
let folder = '';
beforeAll(async () => (cli = await buildCli()));
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'homemole-exports-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, args);
const commands: [string, string[]][] = [
  ['view', ['view', '--vantage', 'napt', '--write']],
  ['anonymise', ['anonymise', '--write']],
  ['inspect', ['inspect', '--export']],
];

describe.each(commands)('%s', (_, call) => {
  it('writes the file and nothing beside it, in the place of an older one', async () => {
    const out = join(folder, 'out');
    await writeFile(out, 'older');
    const { code, stdout, stderr } = await run(...call, out, sample);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(out);
    expect(stdout).toContain('Simulated traffic');
    expect(await readdir(folder)).toEqual(['out']);
    expect((await readFile(out)).length).toBeGreaterThan(100_000);
  });

  it('refuses to write over the capture', async () => {
    const capture = join(folder, 'capture.pcapng');
    const before = await readFile(sample);
    await writeFile(capture, before);
    const { code, stderr } = await run(...call, join(folder, '.', 'capture.pcapng'), capture);
    expect(code).toBe(2);
    expect(stderr).toContain('it is one of the captures');
    expect((await readFile(capture)).equals(before)).toBe(true);
  });

  it('names what is wrong with the place', async () => {
    const missing = await run(...call, join(folder, 'no', 'out'), sample);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('does not exist')]);
    const taken = await run(...call, folder, sample);
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('it is a folder')]);
    const empty = await run(...call, '', sample);
    expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('name of a file')]);
  });

  it('leaves nothing when a capture cannot be read', async () => {
    const { code } = await run(...call, join(folder, 'out'), sample, join(folder, 'no.pcap'));
    expect(code).toBe(3);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('anonymise', () => {
  it('needs a file to write, and a seed that is a number', async () => {
    expect(await run('anonymise', sample)).toMatchObject({ code: 2 });
    const call = ['anonymise', sample, '--write', join(folder, 'out'), '--seed', 'secret'];
    expect(await run(...call)).toMatchObject({ code: 2 });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says in JSON how much was replaced', async () => {
    const call = ['anonymise', sample, '--write', join(folder, 'out'), '--keep-vendors', '--json'];
    const { code, stdout } = await run(...call);
    expect(code).toBe(0);
    const { packets } = JSON.parse((await run('inspect', sample, '--json')).stdout) as {
      packets: number;
    };
    expect(JSON.parse(stdout)).toMatchObject({ packets, emptied: 0, simulated: true });
  });

  it('gives an audit the same devices to tell apart: vendors, packets and bytes', async () => {
    const out = join(folder, 'out.pcapng');
    await run('anonymise', sample, '--write', out, '--keep-vendors');
    type Inspected = { devices: { vendor: string; packets: number; internetPackets: number }[] };
    const devicesOf = async (path: string): Promise<string[]> => {
      const { devices } = JSON.parse((await run('inspect', path, '--json')).stdout) as Inspected;
      return devices.map((d) => `${d.vendor} ${d.packets} ${d.internetPackets}`).sort();
    };
    expect(await devicesOf(out)).toEqual(await devicesOf(sample));
  });
});

it('inspect cannot export what it can read only once', async () => {
  const { code, stderr } = await run('inspect', '-', '--export', join(folder, 'out'));
  expect([code, stderr]).toEqual([2, expect.stringContaining('read twice')]);
});
