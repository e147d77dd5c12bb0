import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { interactionsEvaluationSchema, interactionsRunSchema } from '../contract/interactions';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const root = resolve(import.meta.dirname, '../..');
const sample = (file: string): string => join(root, 'resources/sample-home', file);

let cli = '';
let folder = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-interactions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, ['interactions', ...args]);
const home = [sample('capture.pcapng'), '--labels', sample('devices.csv')];
const events = ['--events', sample('interactions.csv')];

it('learns, finds and compares, and says where that measures memory', async () => {
  const out = join(folder, 'habits');
  const train = ['train', ...home, ...events, '--vantage', 'wireguard', '--out', out];
  const trained = await run(...train);
  expect([trained.code, trained.stderr]).toEqual([0, '']);
  expect(trained.stdout).toMatch(/Not learned: light-bulb, dim \(3 marked\): too few events/);
  expect(await readdir(out)).toEqual(['interactions.json']);

  const evaluated = await run('evaluate', '--model', out, ...home, ...events, '--json');
  expect(evaluated.code).toBe(0);
  const result = interactionsEvaluationSchema.parse(JSON.parse(evaluated.stdout));
  expect(result).toMatchObject({ vantage: 'wireguard', simulated: true, learnedFromThese: true });
  // Eleven each of a door that is locked and unlocked, as the simulator wrote them down.
  const door = result.scores.filter(({ device }) => device === 'lock-hub');
  expect(door).toMatchObject([
    { interaction: 'lock', events: 11, recall: 1 },
    { interaction: 'unlock', events: 11, recall: 1 },
  ]);
  expect(result.f1['dim']).toBe(0);

  const found = await run('run', '--model', out, ...home, '--json');
  const { events: claims } = interactionsRunSchema.parse(JSON.parse(found.stdout));
  expect(claims).toEqual(result.events);
}, 60_000);

it.each([
  [['evaluate'], /--events is missing|--model is missing/],
  [[], /train, evaluate or run/],
  [['teach'], /train, evaluate or run/],
])('says what is missing: %j', async (args, words) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(2);
  expect(stderr).toMatch(words);
});
