import { spawnSync } from 'node:child_process';

/** What a test does with a program, tried once: a container may forbid even root to do it. */
const trials: Record<string, { run: readonly (readonly string[])[]; right: string }> = {
  dumpcap: { run: [['dumpcap', '-d', '-i', 'lo']], right: 'to record' },
  unshare: { run: [['unshare', '-m', 'true']], right: 'to make mount namespaces' },
  ip: {
    run: [
      ['ip', 'netns', 'add', `hm-trial-${process.pid}`],
      ['ip', '-n', `hm-trial-${process.pid}`, 'link', 'set', 'lo', 'up'],
      ['ip', 'netns', 'del', `hm-trial-${process.pid}`],
    ],
    right: 'to make network namespaces',
  },
};

/** Which right this process lacks to use the programs as tests do; empty when it has all. */
export function lackingRight(programs: readonly string[]): string {
  const lacking = programs.map((name) => trials[name]).find((trial) => trial && !works(trial.run));
  return lacking ? `needs the right ${lacking.right}` : '';
}

/** Runs all, so that the last takes back what the first did. */
function works(run: readonly (readonly string[])[]): boolean {
  const statuses = run.map(([command = '', ...args]) => spawnSync(command, args).status);
  return statuses.every((status) => status === 0);
}
