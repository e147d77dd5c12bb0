import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { quietJob } from '../contract/job';
import { simulate } from './index';

const resources = resolve(import.meta.dirname, '../../resources');

it('the sample home is what the command in resources/README.md makes', async () => {
  const readme = readFileSync(join(resources, 'README.md'), 'utf8');
  const command =
    /simulate --scenario (\S+) --hours (\S+) --seed (\S+) --out resources\/sample-home/.exec(
      readme,
    );
  expect(command).not.toBeNull();
  const [, scenario = '', hours, seed] = command ?? [];
  const out = mkdtempSync(join(tmpdir(), 'homemole-sample-'));
  try {
    await simulate({ scenario, hours: Number(hours), seed: Number(seed), out }, quietJob);
    for (const name of ['capture.pcapng', 'devices.csv', 'interactions.csv']) {
      expect(hashOf(join(out, name)), name).toBe(hashOf(join(resources, 'sample-home', name)));
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});

it('the sample home is small enough to ship', () => {
  const { size } = statSync(join(resources, 'sample-home', 'capture.pcapng'));
  expect(size).toBeLessThan(8.2e6);
});

function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
