import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectResultSchema } from '../contract/results';
import { buildCli, runCli } from './testing/run-cli';

const home = resolve(import.meta.dirname, '../../resources/sample-home');
const sample = join(home, 'capture.pcapng');
const labels = join(home, 'devices.csv');

let cli = '';
let folder = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-devices-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('devices', () => {
  const mac = '50:c7:bf:00:00:02';

  it('keeps a name and a ruling, which inspect and audit go by, and takes them back', async () => {
    const own = { folder: join(folder, 'own') };
    const { stdout: plain } = await runCli(cli, ['inspect', sample, '--json'], own);
    const [first] = inspectResultSchema.parse(JSON.parse(plain)).devices;
    const of = first!.mac;
    await runCli(cli, ['devices', of.toUpperCase(), '--name', 'Front door'], own);
    const args = ['devices', of.replaceAll(':', '-'), '--kind', 'non-iot', '--json'];
    const kept = await runCli(cli, args, own);
    expect(JSON.parse(kept.stdout)).toMatchObject({
      devices: { [of]: { alias: 'Front door', kind: 'non-iot' } },
    });
    expect((await runCli(cli, ['devices'], own)).stdout).toMatch(/Front door +non-iot/);

    for (const named of [[], ['--labels', labels]]) {
      const { stdout } = await runCli(cli, ['inspect', sample, ...named, '--json'], own);
      const device = inspectResultSchema
        .parse(JSON.parse(stdout))
        .devices.find((d) => d.mac === of);
      expect(device).toMatchObject({
        ...{ name: 'Front door', nameSource: 'alias', kind: 'non-iot', kindSource: 'user' },
      });
    }
    const text = (await runCli(cli, ['inspect', sample], own)).stdout;
    expect(text).toMatch(/Front door +you +/);
    expect(text).toMatch(/Front door +non-iot +You said so\./);

    await runCli(cli, ['devices', of, '--forget'], own);
    const { stdout: after } = await runCli(cli, ['inspect', sample, '--json'], own);
    expect(after).toBe(plain);
  });

  it.each([
    [['devices', mac], 2, /--name, --kind or --forget/],
    [['devices', '--name', 'x'], 2, /MAC address is missing/],
    [['devices', 'front-door', '--name', 'x'], 2, /not a MAC address/],
    [['devices', mac, '--kind', 'toaster'], 2, /iot, non-iot or auto/],
    [['devices', mac, '--name', 'Front', 'door'], 2, /in quotes/],
    [['devices', mac, '--forget', '--kind', 'iot'], 2, /alone/],
  ])('%j is refused', async (args, exit, words) => {
    const { code, stdout, stderr } = await runCli(cli, args);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toMatch(words);
  });

  it('never writes over a file that it does not understand', async () => {
    const own = { folder: join(folder, 'mended-by-hand') };
    await mkdir(own.folder);
    const path = join(own.folder, 'known-devices.json');
    await writeFile(path, '{ "devices": ');
    for (const args of [['devices', mac, '--name', 'x'], ['devices'], ['inspect', sample]]) {
      const { code, stderr } = await runCli(cli, args, own);
      expect(code).toBe(3);
      expect(stderr).toMatch(/known-devices\.json, which keeps the names.*Mend it/);
    }
    expect(await readFile(path, 'utf8')).toBe('{ "devices": ');
  });
});
