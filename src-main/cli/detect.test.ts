import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { detectionRunSchema } from '../contract/detection';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sample = (file: string): string => join(root, 'resources/sample-home', file);

let cli = '';
let folder = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-detect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, ['detect', ...args]);
const home = [sample('capture.pcapng'), '--labels', sample('devices.csv')];

it('learns types, tells of each window which are there, and says where that measures memory', async () => {
  const out = join(folder, 'detectors');
  const types = ['--device', 'echo-dot', '--device', 'lock-hub', '--count', '5'];
  const train = ['train', ...home, '--vantage', 'wireguard', ...types, '--out', out];
  const trained = await run(...train);
  expect([trained.code, trained.stderr]).toEqual([0, '']);
  expect(trained.stdout).toMatch(/echo-dot +\d/);
  expect(await readdir(out)).toEqual(['detection.json']);
  const found = await run('run', '--model', out, ...home, '--json');
  expect(found.code).toBe(0);
  const result = detectionRunSchema.parse(JSON.parse(found.stdout));
  expect(result).toMatchObject({ vantage: 'wireguard', simulated: true, learnedFromThese: true });
  expect(Object.keys(result.windows[0]!.present)).toEqual(['echo-dot', 'lock-hub']);
  expect(result.f1!['echo-dot']).toBeGreaterThan(0.9);

  expect(result.windows[0]!.count['echo-dot']).toBe(1);

  const told = await run('run', '--model', out, ...home, '--superpose');
  expect(told.stdout).toMatch(/Put together/);
  expect(told.stdout).toMatch(/measures memory/);
  // What it says does not depend on who is told to be who.
  const unlabelled = await run('run', '--model', out, sample('capture.pcapng'), '--json');
  const { windows, f1 } = detectionRunSchema.parse(JSON.parse(unlabelled.stdout));
  expect([windows, f1]).toEqual([result.windows, undefined]);
}, 180_000);

it.each([
  [['run', ...home], /--model is missing/],
  [[], /detect train or detect run/],
  [['teach'], /detect train or detect run/],
  [['train', ...home, '--vantage', 'napt', '--out', 'x', '--window', '5'], /--window/],
])('says what is missing: %j', async (args, words) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
