import { spawnSync } from 'node:child_process';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test } from './launch';

/** Runs `npm start`'s script. */
function start(args: string[], env: NodeJS.ProcessEnv) {
  const script = join(root, '.ci/start.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: root, env, encoding: 'utf8' });
}

test('npm start shows the window', () => {
  const { status, stderr } = start(['--smoke'], process.env);
  expect(stderr).toContain('window shown');
  expect(status).toBe(0);
});

test('npm start without a screen audits the sample home in the terminal', () => {
  const report = join(root, 'homemole-sample-report.html');
  rmSync(report, { force: true });
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const { status, stdout, stderr } = start([], env);
  expect(stderr).toContain('no screen here');
  expect(stdout).toContain('Simulated traffic');
  expect(stdout).toContain('Verdict');
  expect(stdout.trim().split('\n').at(-1)).toBe(`Report: ${report}`);
  expect(status).toBe(0);
  expect(statSync(report).size).toBeGreaterThan(10_000);
  rmSync(report);
});
