import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../contract/errors';
import type { EngineRequest } from '../contract/engine-messages';
import type { AuditRequest } from '../contract/ipc';
import type { Progress } from '../contract/job';
import { EngineHost } from './engine-host';
import { emptyResult } from './testing/empty-result';

vi.mock('./log', () => ({ log: vi.fn() }));

const request: AuditRequest = { source: { kind: 'sample' }, vantages: ['napt'], seed: 1 };
const job = { kind: 'audit', request } as const;
const result = emptyResult();
const outcome = { kind: 'audit', result } as const;
const cancelled: Problem = { code: 'cancelled', params: {} };

function progressAt(fraction: number): Progress {
  return {
    stage: 'reading',
    done: fraction * 100,
    total: 100,
    unit: 'packets',
    rate: null,
    secondsLeft: null,
    fraction,
  };
}

/** One engine process, as a test drives it. */
class FakeChild {
  readonly received: EngineRequest[] = [];
  killed = false;

  constructor(
    readonly say: (message: unknown) => void,
    readonly exit: (code: number) => void,
  ) {}

  post(message: EngineRequest): void {
    this.received.push(message);
  }

  kill(): void {
    this.killed = true;
  }
}

function setUp() {
  const children: FakeChild[] = [];
  const listener = {
    progress: vi.fn(),
    done: vi.fn(),
    failed: vi.fn(),
    rates: vi.fn(),
    captureUpdate: vi.fn(),
    captureEnded: vi.fn(),
    captureFailed: vi.fn(),
  };
  const host = new EngineHost(({ onMessage, onExit }) => {
    const child = new FakeChild(onMessage, onExit);
    children.push(child);
    return child;
  }, listener);
  const child = (): FakeChild => children.at(-1) as FakeChild;
  return { host, listener, children, child };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a job', () => {
  it('starts the engine once and hands it every audit', () => {
    const { host, children, child } = setUp();
    const first = host.start(job);
    const second = host.start(job);
    expect(first).not.toBe(second);
    expect(children).toHaveLength(1);
    expect(child().received).toEqual([
      { kind: 'start', jobId: first, job },
      { kind: 'start', jobId: second, job },
    ]);
  });

  it('ends once, whatever the engine says later', () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    const problem: Problem = { code: 'no-packets', params: {} };
    child().say({ kind: 'failed', jobId, problem });
    child().say({ kind: 'failed', jobId, problem });
    child().say({ kind: 'progress', jobId, progress: progressAt(0.5) });
    expect(listener.failed.mock.calls).toEqual([[jobId, problem]]);
    expect(listener.progress).not.toHaveBeenCalled();
  });

  it('fails on a message that breaks the contract, and only that job', () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    const other = host.start(job);
    child().say({
      kind: 'done',
      jobId,
      outcome: { kind: 'audit', result: { format: 'something-else' } },
    });
    child().say('noise');
    child().say(null);
    expect(listener.failed).toHaveBeenCalledOnce();
    expect(listener.failed.mock.calls[0]).toMatchObject([jobId, { code: 'unexpected' }]);
    expect(listener.done).not.toHaveBeenCalled();
    child().say({ kind: 'progress', jobId: other, progress: progressAt(0.1) });
    expect(listener.progress).toHaveBeenCalledOnce();
  });

  it('reports progress ten times a second at most, and the latest', () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    for (let step = 1; step <= 1000; step++) {
      child().say({ kind: 'progress', jobId, progress: progressAt(step / 1000) });
      vi.advanceTimersByTime(1);
    }
    // One at once, then one at the end of each of the ten intervals of that second.
    expect(listener.progress.mock.calls.length).toBeLessThanOrEqual(11);
    expect(listener.progress.mock.calls.length).toBeGreaterThanOrEqual(10);
    const fractions = listener.progress.mock.calls.map(([, progress]) => progress.fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeGreaterThan(0.98);
  });

  it('says nothing of progress after the end', () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    child().say({ kind: 'progress', jobId, progress: progressAt(0.1) });
    child().say({ kind: 'progress', jobId, progress: progressAt(0.2) });
    child().say({ kind: 'failed', jobId, problem: cancelled });
    vi.advanceTimersByTime(1000);
    expect(listener.progress).toHaveBeenCalledOnce();
  });
});

describe('cancelling', () => {
  it('asks the engine and keeps it when it listens', async () => {
    const { host, listener, children, child } = setUp();
    const jobId = host.start(job);
    const cancelling = host.cancel(jobId);
    expect(child().received.at(-1)).toEqual({ kind: 'cancel', jobId });
    child().say({ kind: 'failed', jobId, problem: cancelled });
    expect(await cancelling).toBe(true);
    vi.advanceTimersByTime(5000);
    expect(children).toHaveLength(1);
    expect(child().killed).toBe(false);
    expect(listener.failed.mock.calls).toEqual([[jobId, cancelled]]);
  });

  it('replaces an engine that does not listen, within a second', async () => {
    const { host, listener, children } = setUp();
    const jobId = host.start(job);
    const bystander = host.start(job);
    const cancelling = host.cancel(jobId);
    vi.advanceTimersByTime(999);
    expect(await cancelling).toBe(true);
    const [deaf, fresh] = children as [FakeChild, FakeChild];
    expect(deaf.killed).toBe(true);
    expect(fresh.killed).toBe(false);
    expect(listener.failed.mock.calls[0]).toEqual([jobId, cancelled]);
    expect(listener.failed.mock.calls[1]).toMatchObject([bystander, { code: 'engine-gone' }]);
    // The dead one's last words count no more, nor does its exit.
    deaf.exit(9);
    const next = host.start(job);
    deaf.say({ kind: 'failed', jobId: next, problem: cancelled });
    expect(listener.failed).toHaveBeenCalledTimes(2);
    expect(fresh.received).toHaveLength(1);
  });

  it('is false for a job that has ended or never was', async () => {
    const { host, child } = setUp();
    const jobId = host.start(job);
    child().say({ kind: 'failed', jobId, problem: cancelled });
    expect(await host.cancel(jobId)).toBe(false);
    expect(await host.cancel('nobody')).toBe(false);
  });
});

describe('an engine that dies', () => {
  it('fails its jobs with engine-gone; the next job gets a new one', async () => {
    const { host, listener, children, child } = setUp();
    const done = host.start(job);
    child().say({ kind: 'done', jobId: done, outcome });
    const jobId = host.start(job);
    const report = host.writeReport(done, 'report.html');
    child().exit(134);
    const problem = { code: 'engine-gone', params: { detail: 'exit code 134' } };
    expect(listener.failed.mock.calls).toEqual([[jobId, problem]]);
    await expect(report).rejects.toMatchObject({ problem });
    host.start(job);
    expect(children).toHaveLength(2);
  });

  it('counts as cancelled for a job that was being cancelled', async () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    const cancelling = host.cancel(jobId);
    child().exit(134);
    expect(await cancelling).toBe(true);
    expect(listener.failed.mock.calls).toEqual([[jobId, cancelled]]);
  });

  it('is killed, and believed no more, on quitting', () => {
    const { host, listener, child } = setUp();
    host.start(job);
    host.dispose();
    expect(child().killed).toBe(true);
    child().exit(0);
    expect(listener.failed).not.toHaveBeenCalled();
  });
});

describe('a report', () => {
  it('is of no audit that is not done', async () => {
    const { host, child } = setUp();
    const jobId = host.start(job);
    for (const one of [jobId, 'nobody']) {
      expect(host.hasAudit(one)).toBe(false);
      await expect(host.writeReport(one, 'a.html')).rejects.toMatchObject({
        problem: { code: 'unexpected' },
      });
    }
    expect(child().received).toHaveLength(1);
  });

  it('is written by a new engine when the one that ran the audit has died', async () => {
    const { host, children, child } = setUp();
    const jobId = host.start(job);
    child().say({ kind: 'done', jobId, outcome });
    child().exit(137);
    expect(host.hasAudit(jobId)).toBe(true);
    const report = host.writeReport(jobId, 'a.html');
    expect(children).toHaveLength(2);
    expect(child().received).toEqual([{ kind: 'report', jobId, path: 'a.html', result }]);
    child().say({ kind: 'report-written', jobId, path: 'a.html' });
    expect(await report).toBe('a.html');
  });

  it('resolves to the path, or rejects with the problem', async () => {
    const { host, listener, child } = setUp();
    const jobId = host.start(job);
    child().say({ kind: 'done', jobId, outcome });
    const good = host.writeReport(jobId, 'a.html');
    child().say({ kind: 'report-written', jobId, path: 'a.html' });
    expect(await good).toBe('a.html');
    const bad = host.writeReport(jobId, '/nowhere/a.html');
    const problem: Problem = { code: 'output-unwritable', params: { path: '/nowhere/a.html' } };
    child().say({ kind: 'failed', jobId, problem });
    await expect(bad).rejects.toMatchObject({ problem });
    expect(listener.failed).not.toHaveBeenCalled();
  });
});
