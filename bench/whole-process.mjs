/** Programs timed as whole processes, by the clock and by the processor time they took. */
import { spawnSync } from 'node:child_process';
import { median } from './measure.mjs';

/**
 * @typedef {{ wall: number, cpu: number, stdout: string }} Timed seconds
 * @typedef {{ wall: number, cpu: number, medianWall: number, medianCpu: number }} Summary the least,
 *   and the median, of all runs
 */

/** `times` of the shell: its own user and system time, then those of its children. */
const script = '"$@"; code=$?; times >&3; exit $code';

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ keepOutput?: boolean }} options by default its output goes nowhere
 * @returns {Timed}
 */
export function timed(program, args, { keepOutput = false } = {}) {
  const stdio = ['ignore', keepOutput ? 'pipe' : 'ignore', 'pipe', 'pipe'];
  const start = performance.now();
  const run = spawnSync('sh', ['-c', script, 'sh', program, ...args], {
    stdio,
    maxBuffer: 2 ** 28,
  });
  const wall = (performance.now() - start) / 1000;
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status}: ${run.stderr}`);
  const children = run.output[3].toString().trim().split('\n')[1];
  const cpu = [...children.matchAll(/(\d+)m([\d.,]+)s/g)]
    .map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds.replace(',', '.')))
    .reduce((sum, seconds) => sum + seconds, 0);
  return { wall, cpu, stdout: run.stdout?.toString() ?? '' };
}

/**
 * Runs rivals in turn, round by round, so that a busy moment of the machine meets all of them.
 *
 * @param {number} rounds
 * @param {Record<string, () => Timed>} rivals
 * @returns {Record<string, Summary>}
 */
export function interleaved(rounds, rivals) {
  const runs = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(rivals)) runs[name].push(run());
  }
  return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, summary(all)]));
}

/** @param {readonly { wall: number, cpu: number }[]} runs */
export function summary(runs) {
  const walls = runs.map(({ wall }) => wall);
  const cpus = runs.map(({ cpu }) => cpu);
  return {
    wall: Math.min(...walls),
    cpu: Math.min(...cpus),
    medianWall: median(walls),
    medianCpu: median(cpus),
  };
}

/** Whether a program is there. */
export function isInstalled(tool) {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
}
