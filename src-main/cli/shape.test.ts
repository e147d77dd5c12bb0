import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { auditResultSchema, inspectResultSchema, viewResultSchema } from '../contract/results';
import {
  shapeResultSchema,
  shapingRecipeSchema,
  shapingSearchSchema,
  shapingStudySchema,
} from '../contract/shaping';
import { buildCli, type Outcome, runCli } from './testing/run-cli';

const home = resolve(import.meta.dirname, '../../resources/sample-home');
const labels = join(home, 'devices.csv');
const events = join(home, 'interactions.csv');

let cli = '';
let folder = '';
/** The first fifth of the sample home. */
let part = '';
beforeAll(async () => {
  cli = await buildCli();
  folder = await mkdtemp(join(tmpdir(), 'homemole-shape-'));
  part = join(folder, 'part.pcapng');
  const whole = await readFile(join(home, 'capture.pcapng'));
  await writeFile(part, whole.subarray(0, Math.floor(whole.length / 5)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]): Promise<Outcome> => runCli(cli, args);

describe('shape', () => {
  it('says what it costs, and writes what is seen then', async () => {
    const write = join(folder, 'shaped.pcapng');
    const shaped = await run(
      ...['shape', part, '--labels', labels, '--vantage', 'wireguard', '--write', write, '--json'],
      ...['--shaping', 'pad:scheme=mtu'],
    );
    expect([shaped.code, shaped.stderr]).toEqual([0, '']);
    const { cost, packets, bytes, simulated } = shapeResultSchema.parse(JSON.parse(shaped.stdout));
    expect(simulated).toBe(true);
    // WireGuard's own MTU, whatever is inside; nothing is added and nothing waits.
    expect(bytes).toBe(packets * 1420);
    expect(cost).toMatchObject({
      kinds: { dummy: 0 },
      latencySeconds: { max: 0 },
      feasible: true,
    });
    // What does not fit is cut.
    expect(packets).toBe(cost.before.packets + cost.kinds.fragment);
    expect(cost.bytesRatio).toBeCloseTo(bytes / cost.before.bytes, 9);
    // Sizes outside: 1420 and WireGuard's 32 bytes, UDP, IPv4 and Ethernet.
    const { stdout } = await run('inspect', write, '--json');
    const inspected = inspectResultSchema.parse(JSON.parse(stdout));
    const plain = await run('view', part, '--labels', labels, '--vantage', 'wireguard', '--json');
    const { controlPackets } = viewResultSchema.parse(JSON.parse(plain.stdout));
    const data = inspected.packets - controlPackets;
    expect(Math.abs(data - packets) / packets).toBeLessThan(0.01);
    expect(inspected.bytes).toBeGreaterThanOrEqual(packets * (1420 + 32 + 8 + 20 + 14));
  });

  it('gives a setting for what exists, and says what that lacks', async () => {
    const { code, stdout } = await run(
      ...['shape', '--recipe', '--shaping', 'jitter:max=0.05', '--vantage', 'wireguard', '--json'],
    );
    expect(code).toBe(0);
    const { recipes } = z
      .object({ recipes: z.array(shapingRecipeSchema) })
      .parse(JSON.parse(stdout));
    const tc = recipes.find(({ kind }) => kind === 'tc')!;
    expect(tc.text).toMatch(/tc qdisc .*netem/);
    expect(tc.lacks.length).toBeGreaterThan(0);
    const words = await run('shape', '--recipe', '--shaping', 'machine:preset=netflow');
    expect(words.stdout).toMatch(/Maybenot[\s\S]*02[\s\S]*Does not cover/);
  });

  it('measures both adversaries, and what people do', async () => {
    const measured = await run(
      ...['shape', part, '--labels', labels, '--events', events, '--study', '--trees', '5'],
      ...['--vantage', 'wireguard', '--shaping', 'pad', '--json'],
    );
    expect([measured.code, measured.stderr]).toEqual([0, '']);
    const study = shapingStudySchema.parse(JSON.parse(measured.stdout));
    expect(study.runs.map(({ shaping }) => shaping)).toEqual(['none', 'pad']);
    expect(study.runs.every(({ adaptive }) => adaptive !== null)).toBe(true);
    const missing = join(folder, 'none.csv');
    const wrong = await run('shape', part, '--study', '--events', missing);
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining('none.csv')]);
  });

  it('looks for the best within a budget, and names what is wrong', async () => {
    const found = await run(
      ...['shape', part, '--labels', labels, '--search', '--trees', '5', '--hours', '24'],
      ...['--vantage', 'wireguard', '--max-bytes', '1', '--max-wait', '0.05', '--json'],
    );
    const { tried, best } = shapingSearchSchema.parse(JSON.parse(found.stdout));
    expect(tried.some(({ withinBudget }) => !withinBudget)).toBe(true);
    if (best) expect(best.cost.bytesRatio).toBeLessThanOrEqual(1);
    for (const [args, words] of [
      [['--shaping', 'fog'], /fog/],
      [['--shaping', 'stp:at=gateway'], /gateway/],
      [['--shaping', 'pad', '--shaping', 'jitter'], /--study/],
      [[], /--shaping is missing/],
    ] as const) {
      const outcome = await run('shape', part, ...args);
      expect([outcome.code, outcome.stdout]).toEqual([2, '']);
      expect(outcome.stderr).toMatch(words);
    }
  });
});

describe('audit --shaping', () => {
  it('measures it beside the home as it is', async () => {
    const report = join(folder, 'report.html');
    const audited = await run(
      ...['audit', part, '--labels', labels, '--vantage', 'wireguard', '--shaping', 'pad'],
      ...['--report', report, '--json'],
    );
    expect([audited.code, audited.stderr]).toEqual([0, '']);
    const { shaping } = auditResultSchema.parse(JSON.parse(audited.stdout));
    expect(shaping.map((one) => [one.shaping, one.vantage])).toEqual([['pad', 'wireguard']]);
    expect(shaping[0]!.cost.bytesRatio).toBeGreaterThan(1);
    expect(shaping[0]!.adaptive).not.toBeNull();
    const html = await readFile(report, 'utf8');
    expect(html).toMatch(/What shaping would change[\s\S]*>pad</);
    expect(html).toMatch(/Known weaknesses/);
  });
});
