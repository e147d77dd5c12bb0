import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAsleep } from '../backends/is-asleep';
import { until } from '../testing/network';
import { Drain } from './drain';

describe('the end of a recording', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function drainOf(isAsleep: () => boolean) {
    const end = vi.fn();
    return { drain: new Drain(end, isAsleep), end };
  }

  it('waits for more than half a second without packets', () => {
    const { drain, end } = drainOf(() => true);
    drain.waits();
    vi.advanceTimersByTime(500);
    drain.came();
    vi.advanceTimersByTime(5000);
    expect(end).not.toHaveBeenCalled();
    drain.waits();
    vi.advanceTimersByTime(599);
    expect(end).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(end).toHaveBeenCalledTimes(1);
    drain.finish();
    expect(end).toHaveBeenCalledTimes(1);
  });

  it('waits for a program that only waits for the processor, but not for ever', () => {
    let asleep = false;
    const { drain, end } = drainOf(() => asleep);
    drain.waits();
    vi.advanceTimersByTime(10_000);
    expect(end).not.toHaveBeenCalled();
    asleep = true;
    vi.advanceTimersByTime(200);
    expect(end).toHaveBeenCalledTimes(1);
    const busy = drainOf(() => false);
    busy.drain.waits();
    vi.advanceTimersByTime(15_000);
    expect(busy.end).toHaveBeenCalledTimes(1);
  });
});

const noProc = process.platform === 'linux' ? '' : ' (no /proc on this system)';
it.skipIf(noProc !== '')(`tells a program that waits from one that does not${noProc}`, async () => {
  const child = spawn('sleep', ['60']);
  try {
    await until(() => isAsleep(child.pid!), 'sleep');
    process.kill(child.pid!, 'SIGSTOP');
    await until(() => !isAsleep(child.pid!), 'halt');
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  expect(isAsleep(child.pid!)).toBe(true);
});
