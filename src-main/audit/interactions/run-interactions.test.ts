import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { evaluateInteractions, runInteractions, trainInteractions } from './run-interactions';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'homemole-interactions-'));
afterAll(() => rmSync(folder, { recursive: true }));

const real = resolve(root, '../shared/data/home14');
const reason = existsSync(real) ? '' : ' (skipped: the development captures are not here)';
const own = { resources: join(root, 'resources'), knownDevices: null, seed: 1 };
const home14 = {
  ...own,
  labels: join(real, 'devices.csv'),
  events: join(real, 'interactions.csv'),
};
const day = (number: number): string => join(real, `home14-2019-07-0${number}.pcap`);

describe.skipIf(reason !== '')(`the door of a real home${reason}`, () => {
  it('is read through the tunnel of the 2019 paper: locked, unlocked, over a whole other day', async () => {
    const out = join(folder, 'cbc');
    const vantage = 'openvpn-udp-aes-128-cbc-sha1' as const;
    const captures = [2, 3].map(day);
    const model = await trainInteractions({ ...home14, captures, vantage, out }, quietJob);
    expect(model.notLearned.map(({ device }) => device)).toContain('schlage-lock-01');

    const result = await evaluateInteractions(
      { ...home14, captures: [day(4)], model: out },
      quietJob,
    );
    const hub = result.scores.filter(({ device }) => device === 'ultraloq-hub-01');
    expect(hub.map(({ interaction, events }) => [interaction, events])).toEqual([
      ['lock', 24],
      ['unlock', 24],
    ]);
    for (const { precision, recall } of hub) {
      expect(precision).toBeGreaterThanOrEqual(0.95);
      expect(recall).toBeGreaterThanOrEqual(0.95);
    }
    expect(result.falseAlarmsPerDay).toBeLessThanOrEqual(2);
    // What it claims does not depend on what was marked.
    const { labels, ...unlabelled } = home14;
    const run = await runInteractions(
      { ...unlabelled, labels, captures: [day(4)], model: out },
      quietJob,
    );
    expect(run.events).toEqual(result.events);
  });
});

describe('interactions that cannot be learned', () => {
  const sample = join(root, 'resources/sample-home');
  const options = {
    ...own,
    captures: [join(sample, 'capture.pcapng')],
    labels: join(sample, 'devices.csv'),
    vantage: 'napt' as const,
  };

  it('are said to be none where too few are marked', async () => {
    const events = join(folder, 'few.csv');
    writeFileSync(events, 'time_epoch,device,interaction\n1,echo-dot,wake\n');
    await expect(
      trainInteractions({ ...options, events, out: join(folder, 'few') }, quietJob),
    ).rejects.toMatchObject({ problem: { code: 'events-none', params: { events: 0, all: 1 } } });
    expect(existsSync(join(folder, 'few'))).toBe(false);
  });

  it('and a folder without a model is refused', async () => {
    const { vantage: _, ...rest } = options;
    await expect(runInteractions({ ...rest, model: folder }, quietJob)).rejects.toMatchObject({
      problem: { code: 'model-missing' },
    });
  });
});
