import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(__dirname, '../..');

/** Runs Node with the tripwire in it, and in every worker thread that it starts. */
function withTripwire(args: string[]) {
  const tripwire = join(__dirname, 'tripwire.cjs');
  return spawnSync(process.execPath, ['--require', tripwire, ...args], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

test('the engine takes no step towards a network in a whole audit', () => {
  const { status, stdout, stderr } = withTripwire([
    'out/main/cli.cjs',
    'audit',
    '--sample',
    '--json',
  ]);
  expect(stderr).not.toContain('tripwire');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ format: 'homemole-audit' });
});

for (const step of [
  "fetch('http://127.0.0.1:8123/')",
  "require('node:http').get('http://127.0.0.1:8123/')",
  "require('node:dns').lookup('localhost', () => undefined)",
  "require('node:dgram').createSocket('udp4').send('x', 8123, '127.0.0.1')",
  "new (require('node:worker_threads').Worker)(`fetch('http://127.0.0.1:8123/')`, { eval: true })",
]) {
  test(`the tripwire sees ${step}`, () => {
    const { status, stderr } = withTripwire(['--eval', step]);
    expect(stderr).toContain('tripwire:');
    expect(status === 99 || step.includes('Worker')).toBe(true);
  });
}
