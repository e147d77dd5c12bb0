import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { runDetection, trainDetection } from './run-detection';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'homemole-detection-'));
afterAll(() => rmSync(folder, { recursive: true }));

const real = resolve(root, '../shared/data/home14');
const reason = existsSync(real) ? '' : ' (skipped: the development captures are not here)';
const own = { resources: join(root, 'resources'), knownDevices: null, seed: 1 };
const settings = { method: 'best', most: null, window: null, withPorts: true } as const;
const labels = join(real, 'devices.csv');
const day = (number: number): string => join(real, `home14-2019-07-0${number}.pcap`);

describe.skipIf(reason !== '')(`devices of a real home${reason}`, () => {
  it('are told from their absence through a tunnel, over a whole other day', async () => {
    const out = join(folder, 'wireguard');
    const vantage = 'wireguard' as const;
    const types = ['tenvis-camera'];
    const training = { ...own, captures: [day(3)], labels, vantage, types, out };
    const model = await trainDetection({ ...training, ...settings }, quietJob);
    expect(model.detectors.map(({ type, window }) => [type, window])).toEqual([
      ['tenvis-camera', 660],
    ]);

    const test = { ...own, captures: [day(4)], model: out };
    const result = await runDetection({ ...test, labels }, quietJob);
    expect(result.learnedFromThese).toBe(false);
    expect(result.windows.length).toBeGreaterThanOrEqual(239);
    for (const type of types) {
      expect(result.judged![type]).toBeGreaterThan(200);
      expect(result.precision![type]).toBeGreaterThan(0.95);
      expect(result.recall![type]).toBeGreaterThan(0.95);
      expect(result.responseSeconds![type]).toBeLessThanOrEqual(660);
      // All windows have them.
      const there = result.windows.filter(({ present }) => present[type]).length;
      expect(there / result.windows.length).toBeCloseTo(result.recall![type]!, 1);
    }
  }, 180_000);
});

describe('detectors that cannot be learned', () => {
  const sample = join(root, 'resources/sample-home');
  const options = {
    ...own,
    captures: [join(sample, 'capture.pcapng')],
    labels: join(sample, 'devices.csv'),
    vantage: 'napt' as const,
    ...settings,
    out: join(folder, 'none'),
  };

  it('are of types that are not there', async () => {
    const training = trainDetection({ ...options, types: ['toaster'] }, quietJob);
    await expect(training).rejects.toMatchObject({ problem: { code: 'device-unknown' } });
    expect(existsSync(options.out)).toBe(false);
  });

  it('and a folder without a model is refused', async () => {
    const run = runDetection({ ...options, model: folder }, quietJob);
    await expect(run).rejects.toMatchObject({ problem: { code: 'model-missing' } });
  });
});
