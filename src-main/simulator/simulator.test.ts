import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interactionSchema, labelSchema } from '../contract/home';
import { quietJob, type Job } from '../contract/job';
import { simulateResultSchema } from '../contract/results';
import { readCaptures } from '../packets';
import { scenarios, simulate } from './index';
import { readCsv } from './testing/observed';

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'homemole-simulator-'));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const base = { scenario: 'quiet-flat', hours: 0.2, seed: 5 };

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}

describe('the same options', () => {
  it('give the same bytes, another seed gives others', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => join(root, name)) as [string, string, string];
    await simulate({ ...base, out: a }, quietJob);
    await simulate({ ...base, out: b }, quietJob);
    await simulate({ ...base, seed: 6, out: c }, quietJob);
    expect(hashOf(b)).toBe(hashOf(a));
    expect(hashOf(c)).not.toBe(hashOf(a));
  });
});

describe('every scenario', () => {
  it.each(scenarios.map(({ name }) => name))(
    '%s is whole and says what it is',
    async (scenario) => {
      const out = join(root, scenario);
      const result = await simulate({ scenario, hours: 0.5, seed: 1, out }, quietJob);
      expect(simulateResultSchema.parse(result)).toEqual(result);
      expect(readdirSync(out).sort()).toEqual([
        'capture.pcapng',
        'devices.csv',
        'interactions.csv',
      ]);

      const { packets, files } = await readCaptures([join(out, 'capture.pcapng')], {
        job: quietJob,
      });
      expect(files[0]?.simulated).toBe(true);
      expect(files[0]?.warnings).toEqual([]);
      expect(packets.count).toBe(result.packets);
      const times = packets.time;
      expect(times.every((time, i) => i === 0 || time >= (times[i - 1] as number))).toBe(true);
      // 2026-03-02 06:00 UTC.
      expect(times[0]).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 2, 6) / 1000);
      expect(times[packets.count - 1]).toBeLessThan(Date.UTC(2026, 2, 2, 6, 30) / 1000);

      const labels = readCsv(out, 'devices.csv').map((row) => labelSchema.parse(row));
      expect(labels).toHaveLength(result.devices);
      expect(new Set(labels.map(({ mac }) => mac)).size).toBe(result.devices);
      expect(packets.macs).toEqual(expect.arrayContaining(labels.map(({ mac }) => mac)));
      const known = new Set(labels.map(({ device }) => device));
      for (const { time_epoch: time, ...row } of readCsv(out, 'interactions.csv')) {
        const interaction = interactionSchema.parse({ ...row, time: Number(time) });
        expect(known).toContain(interaction.device);
        expect(interaction.resolution).toBe('packet');
      }
    },
  );

  it('has a name of its own and a description of one line', () => {
    expect(new Set(scenarios.map(({ name }) => name)).size).toBe(scenarios.length);
    for (const { description } of scenarios) expect(description).toMatch(/^[A-Z][^\n]{20,90}\.$/);
  });

  it('the first is a family home of at least twelve things and three of people', () => {
    const kinds = scenarios[0]?.residents.map(({ identity }) => identity.kind) ?? [];
    expect(scenarios[0]?.name).toBe('family-home');
    expect(kinds.filter((kind) => kind === 'iot').length).toBeGreaterThanOrEqual(12);
    expect(kinds.filter((kind) => kind === 'non-iot').length).toBeGreaterThanOrEqual(3);
  });
});

describe('a short simulation condenses the day', () => {
  it('so that every device with habits is used at least three times in an hour', async () => {
    const out = join(root, 'hour');
    await simulate({ scenario: 'family-home', hours: 1, seed: 2, out }, quietJob);
    const used = new Map<string, number>();
    for (const { device = '' } of readCsv(out, 'interactions.csv')) {
      used.set(device, (used.get(device) ?? 0) + 1);
    }
    const things = readCsv(out, 'devices.csv').filter(({ kind }) => kind === 'iot');
    for (const { device = '' } of things) {
      if (device !== 'printer') expect(used.get(device), device).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('what cannot be done is refused', () => {
  const refuses = (options: Partial<Parameters<typeof simulate>[0]>, problem: object) =>
    expect(
      simulate({ ...base, out: join(root, 'refused'), ...options }, quietJob),
    ).rejects.toMatchObject({ problem });

  it('an unknown scenario, with those there are', async () => {
    const known = scenarios.map(({ name }) => name).join(', ');
    const params = { scenario: 'palace', known };
    await refuses({ scenario: 'palace' }, { code: 'scenario-unknown', params });
  });

  it.each([0, -1, Number.NaN, 1e9])('%s hours', async (hours) => {
    await refuses({ hours }, { code: 'usage' });
  });

  it.each([-1, 0.5, 2 ** 32])('the seed %s', async (seed) => {
    await refuses({ seed }, { code: 'usage' });
  });

  it('a folder with anything else in it, which stays as it was', async () => {
    const out = join(root, 'taken');
    mkdirSync(out);
    writeFileSync(join(out, 'diary.txt'), 'mine');
    await refuses({ out }, { code: 'output-exists', params: { path: out } });
    expect(readdirSync(out)).toEqual(['diary.txt']);
  });

  it('a file of that name', async () => {
    const out = join(root, 'file');
    writeFileSync(out, '');
    await refuses({ out }, { code: 'output-exists' });
  });

  it('a place that is no folder', async () => {
    writeFileSync(join(root, 'plain'), '');
    await refuses({ out: join(root, 'plain', 'home') }, { code: 'output-unwritable' });
  });
});

describe('the folder', () => {
  it('is replaced when it holds an earlier simulation only', async () => {
    const out = join(root, 'again');
    await simulate({ ...base, out }, quietJob);
    const first = hashOf(out);
    await simulate({ ...base, seed: 9, out }, quietJob);
    expect(hashOf(out)).not.toBe(first);
    expect(readdirSync(out)).toHaveLength(3);
  });

  it('does not appear when the job is cancelled, and nothing is left beside it', async () => {
    const parent = join(root, 'cancelled');
    mkdirSync(parent);
    const controller = new AbortController();
    const job: Job = { signal: controller.signal, report: () => controller.abort() };
    await expect(
      simulate({ ...base, scenario: 'family-home', hours: 3, out: join(parent, 'home') }, job),
    ).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    expect(readdirSync(parent)).toEqual([]);
    expect(existsSync(join(parent, 'home'))).toBe(false);
  });

  it('is made with progress that never falls and ends at its total', async () => {
    const seen: { done: number; total: number }[] = [];
    const job: Job = { ...quietJob, report: ({ done, total }) => seen.push({ done, total }) };
    const out = join(root, 'progress');
    await simulate({ ...base, scenario: 'family-home', hours: 1, out }, job);
    const done = seen.map((report) => report.done);
    expect(done.length).toBeGreaterThan(3);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(seen.at(-1)?.total);
  });
});
