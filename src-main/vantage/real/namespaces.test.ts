import { spawn, spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';
import { isAlive, must, until } from '../../capture/testing/network';
import { Namespaces } from '../testing/namespaces';
import { testbedObstacle } from '../testing/testbed';

const obstacle = testbedObstacle();
const suite = obstacle === '' ? describe : describe.skip;
const namespaces = (): string[] =>
  must('ip', 'netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');

/** The number of a process that has ended. */
function deadProcess(): number {
  const { pid } = spawnSync('true');
  return pid;
}

suite(`namespaces of a testbed${obstacle && ` (${obstacle})`}`, () => {
  const extra: string[] = [];
  afterEach(() => {
    for (const name of extra.splice(0)) spawnSync('ip', ['netns', 'del', name]);
  });

  it('are removed with all that runs in them', async () => {
    const spaces = new Namespaces(['one', 'two']);
    const names = [spaces.of('one'), spaces.of('two')];
    expect(namespaces()).toEqual(expect.arrayContaining(names));
    const child = spaces.start('one', 'sleep', '100');
    spaces.remove();
    await until(() => !isAlive(child.pid as number), 'the end of sleep');
    expect(namespaces().filter((name) => names.includes(name))).toEqual([]);
  });

  it('of a process that was killed are removed by the next, those of a living one are not', async () => {
    const left = `hm-tunnel-${deadProcess()}-1-home`;
    const alive = `hm-tunnel-${process.ppid}-999-home`;
    extra.push(left, alive);
    for (const name of extra) must('ip', 'netns', 'add', name);
    const child = spawn('ip', ['netns', 'exec', left, 'sleep', '100']);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await until(() => must('ip', 'netns', 'pids', left).trim() !== '', 'sleep in the namespace');
    new Namespaces(['one']).remove();
    await ended;
    expect(namespaces()).not.toContain(left);
    expect(namespaces()).toContain(alive);
  });
});
