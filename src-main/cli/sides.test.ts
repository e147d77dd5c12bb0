import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardSchema } from '../contract/learning';
import {
  evaluateResultSchema,
  viewPacketSchema,
  viewResultSchema,
  viewSidesResultSchema,
} from '../contract/results';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sampleHome = join(root, 'resources/sample-home/capture.pcapng');
const labels = join(root, 'resources/sample-home/devices.csv');

let cli = '';
let folder = '';
/** The first third of the sample home. */
let sample = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-sides-'));
  const whole = await readFile(sampleHome);
  sample = join(folder, 'sample.pcapng');
  await writeFile(sample, whole.subarray(0, Math.floor(whole.length / 3)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, args);

const written = new Map<string, Promise<string>>();
/** The view of the sample home as a capture from outside, written once. */
function outside(vantage: string): Promise<string> {
  const write = async (): Promise<string> => {
    const path = join(folder, `${vantage}.pcapng`);
    await run('view', sample, '--vantage', vantage, '--write', path);
    return path;
  };
  const known = written.get(vantage) ?? write();
  written.set(vantage, known);
  return known;
}

function devicesIn({ stdout }: Outcome): (string | null)[] {
  const lines = stdout.trim().split('\n');
  return lines.map((line) => viewPacketSchema.parse(JSON.parse(line)).device);
}

describe('view of two sides', () => {
  it.each(['napt', 'wireguard', 'openvpn-udp-aes-256-gcm', 'ipsec-esp-aes-256-gcm'])(
    'gives the packets of %s back to their devices, none to another',
    async (vantage) => {
      const wan = await outside(vantage);
      const sides = ['--lan', sample, '--wan', wan, '--labels', labels, '--vantage', vantage];
      const truth = devicesIn(
        await run('view', sample, '--labels', labels, '--vantage', vantage, '--packets'),
      );
      const given = devicesIn(await run('view', ...sides, '--packets'));
      expect(given).toHaveLength(truth.length);
      const other = given.filter((device, i) => device !== null && device !== truth[i]);
      expect(other).toEqual([]);
      // What the router itself asks of DNS is of a device, but no packet inside is the same.
      const none = given.filter((device, i) => device === null && truth[i] !== null).length;
      expect(none / truth.length).toBeLessThan(0.02);
      const { stdout } = await run('view', ...sides, '--json');
      const { pairing, measured, outside: files } = viewSidesResultSchema.parse(JSON.parse(stdout));
      // The capture outside says itself that it was computed.
      expect(measured).toBe(false);
      expect(files).toHaveLength(1);
      expect(Math.abs(pairing.offsetSeconds)).toBeLessThan(0.002);
      expect(pairing.insidePaired).toBe(pairing.insidePackets);
      expect(pairing.paired + pairing.controlPackets + pairing.unpaired).toBe(truth.length);
    },
    60_000,
  );

  it('knows the key exchange of IPsec where all is cut behind the headers', async () => {
    const vantage = 'ipsec-esp-aes-256-gcm';
    const computed = await run('view', sample, '--vantage', vantage, '--json');
    const { controlPackets, packets } = viewResultSchema.parse(JSON.parse(computed.stdout));
    const sides = ['--lan', sample, '--wan', await outside(vantage)];
    const { stdout } = await run('view', ...sides, '--json');
    const { pairing } = viewSidesResultSchema.parse(JSON.parse(stdout));
    expect(controlPackets).toBeGreaterThan(0);
    expect(pairing).toMatchObject({ controlPackets, packets });
  });

  it('trains and evaluates on what was found outside, and says on how much', async () => {
    const whole = await readFile(await outside('napt'));
    const wan = join(folder, 'half.pcapng');
    await writeFile(wan, whole.subarray(0, Math.floor(whole.length / 2)));
    const sides = ['--lan', sample, '--wan', wan, '--labels', labels];
    const { stdout } = await run('view', ...sides, '--json');
    const { pairing, packets } = viewSidesResultSchema.parse(JSON.parse(stdout));
    const model = join(folder, 'model');
    const trained = await run('train', ...sides, '--model', 'forest', '--out', model, '--json');
    const { data, vantage } = cardSchema.parse(JSON.parse(trained.stdout));
    expect(vantage).toBe('napt');
    expect(data.internetPackets).toBe(pairing.insidePaired);
    expect(data.internetPackets).toBeLessThan(packets);
    const tested = await run('evaluate', '--model', model, ...sides, '--json');
    const { packets: labelled } = evaluateResultSchema.parse(JSON.parse(tested.stdout));
    // Whose device is not known, is not scored.
    expect(labelled).toBe(pairing.paired);
  });

  it('says what is wrong, and what to do', async () => {
    const wan = await outside('wireguard');
    expect(await run('view', '--lan', sample)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--wan is missing'),
    });
    expect(await run('view', '--lan', sample, '--wan', sample)).toMatchObject({ code: 2 });
    const copy = join(folder, 'copy.pcapng');
    await copyFile(sample, copy);
    expect(await run('view', '--lan', sample, '--wan', copy)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The same capture is given for both sides'),
    });
    expect(await run('view', '--lan', sample, '--wan', wan, '--tunnel', '192.0.2.9')).toMatchObject(
      {
        code: 2,
        stderr: expect.stringContaining('192.0.2.9'),
      },
    );
    const other = join(folder, 'other');
    await run(
      'simulate',
      '--scenario',
      'family-home',
      '--hours',
      '1',
      '--seed',
      '9',
      '--out',
      other,
    );
    const wrong = await run('view', '--lan', join(other, 'capture.pcapng'), '--wan', wan);
    expect(wrong).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('no tunnel is recognised'),
    });
    expect(wrong.stderr).toContain('--vantage');
    const named = ['--wan', wan, '--vantage', 'wireguard'];
    expect(await run('view', '--lan', join(other, 'capture.pcapng'), ...named)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('do not show the same traffic'),
    });
  });
});
