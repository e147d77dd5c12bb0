// @vitest-environment happy-dom
import type { Problem } from '@contract/errors';
import type { AuditRequest } from '@contract/ipc';
import type { Progress } from '@contract/job';
import type { AuditResult } from '@contract/results';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useAudit } from './audit';

const files = { captures: ['/a/home.pcap'], labels: null, events: null };
const result = { format: 'homemole-audit' } as unknown as AuditResult;
const outcome = { kind: 'audit', result } as const;
const problem: Problem = { code: 'no-devices', params: { packets: 7 } };

type Listener = (notice: unknown) => void;
let listeners: [string, Listener][] = [];
const send = (name: string, notice: unknown): void => {
  for (const [wanted, listener] of [...listeners]) if (wanted === name) listener(notice);
};
const progress = (fraction: number): Progress => ({
  stage: 'reading',
  done: 1,
  total: 2,
  unit: 'bytes',
  rate: null,
  secondsLeft: null,
  fraction,
});

/** A bridge of mocks that answer well unless told otherwise. */
function fakeBridge() {
  const good = (value: unknown) => vi.fn().mockResolvedValue({ ok: true, value });
  return {
    chooseFiles: good(files),
    sortFiles: good({ captures: [], labels: '/a/names.csv', events: null }),
    startAudit: good({ jobId: 'ours' }),
    cancelJob: good({ cancelled: true }),
    listen: vi.fn((name: string, listener: Listener) => {
      const entry: [string, Listener] = [name, listener];
      listeners.push(entry);
      return () => (listeners = listeners.filter((one) => one !== entry));
    }),
  };
}
let bridge: ReturnType<typeof fakeBridge>;

beforeEach(() => {
  setActivePinia(createPinia());
  listeners = [];
  bridge = fakeBridge();
  vi.stubGlobal('homemole', bridge);
});
afterEach(() => vi.unstubAllGlobals());

async function running() {
  const audit = useAudit();
  await audit.chooseFiles();
  await audit.start();
  return audit;
}

describe('choosing', () => {
  it('keeps what was chosen when the dialog is dismissed', async () => {
    const audit = useAudit();
    await audit.chooseFiles();
    bridge.chooseFiles.mockResolvedValue({ ok: true, value: null });
    await audit.chooseFiles();
    expect(audit.chosen).toEqual({ kind: 'files', ...files });
  });

  it('adds dropped files to those chosen before', async () => {
    const audit = useAudit();
    await audit.chooseFiles();
    await audit.dropFiles(['/a/names.csv']);
    expect(audit.chosen).toEqual({ kind: 'files', ...files, labels: '/a/names.csv' });
  });

  it('goes back to the first screen when the last file is removed', async () => {
    const audit = useAudit();
    await audit.chooseFiles();
    audit.removeFile('/a/home.pcap');
    expect(audit.chosen).toBeNull();
  });

  it('is not ready without a capture or without a vantage', async () => {
    const audit = useAudit();
    await audit.dropFiles(['/a/names.csv']);
    expect(audit.ready).toBe(false);
    audit.chooseSample();
    expect(audit.ready).toBe(true);
    audit.vantages = [];
    expect(audit.ready).toBe(false);
    await audit.start();
    expect(bridge.startAudit).not.toHaveBeenCalled();
  });

  it('shows the problem of files that cannot be opened, and goes back', async () => {
    const audit = useAudit();
    bridge.chooseFiles.mockResolvedValue({ ok: false, problem });
    await audit.chooseFiles();
    expect(audit.phase).toBe('failed');
    expect(audit.problem).toEqual(problem);
    audit.back();
    expect(audit.phase).toBe('start');
  });
});

describe('running', () => {
  it('asks for plain data that can cross to the main process', async () => {
    await running();
    const request = bridge.startAudit.mock.calls[0]?.[0] as AuditRequest;
    expect(structuredClone(request)).toEqual({
      source: { kind: 'files', ...files },
      vantages: ['napt', 'openvpn-udp-aes-256-gcm', 'wireguard'],
      seed: 1,
    });
  });

  it('follows its own job only and never goes back', async () => {
    const audit = await running();
    expect(audit.phase).toBe('running');
    send('jobProgress', { jobId: 'ours', progress: progress(0.4) });
    send('jobProgress', { jobId: 'ours', progress: progress(0.3) });
    send('jobProgress', { jobId: 'other', progress: progress(0.9) });
    expect(audit.progress?.fraction).toBe(0.4);
    send('jobDone', { jobId: 'other', outcome });
    expect(audit.phase).toBe('running');
  });

  it('shows the result and stops listening', async () => {
    const audit = await running();
    send('jobDone', { jobId: 'ours', outcome });
    expect(audit.phase).toBe('done');
    expect(audit.result).toBe(result);
    expect(audit.jobId).toBe('ours');
    expect(listeners).toHaveLength(0);
  });

  it('does not lose notices that come before the reply with the job id', async () => {
    bridge.startAudit.mockImplementation(async () => {
      send('jobProgress', { jobId: 'ours', progress: progress(0.2) });
      send('jobFailed', { jobId: 'old', problem });
      send('jobDone', { jobId: 'ours', outcome });
      return { ok: true, value: { jobId: 'ours' } };
    });
    const audit = await running();
    expect(audit.phase).toBe('done');
  });

  it('shows why a job failed or could not start', async () => {
    const audit = await running();
    send('jobFailed', { jobId: 'ours', problem });
    expect(audit.phase).toBe('failed');
    audit.back();
    expect(audit.chosen).not.toBeNull();
    bridge.startAudit.mockRejectedValue(new Error('gone'));
    await audit.start();
    expect(audit.problem).toEqual({ code: 'unexpected', params: { detail: 'gone' } });
    expect(listeners).toHaveLength(0);
  });
});

describe('cancelling', () => {
  it('returns to the choice, which is kept', async () => {
    const audit = await running();
    await audit.cancel();
    expect(bridge.cancelJob).toHaveBeenCalledWith({ jobId: 'ours' });
    expect(audit.phase).toBe('cancelling');
    send('jobFailed', { jobId: 'ours', problem: { code: 'cancelled', params: {} } });
    expect(audit.phase).toBe('start');
    expect(audit.chosen).toEqual({ kind: 'files', ...files });
    expect(audit.vantages).toHaveLength(3);
  });

  it('returns at once when there is no such job any more', async () => {
    const audit = await running();
    bridge.cancelJob.mockResolvedValue({ ok: true, value: { cancelled: false } });
    await audit.cancel();
    expect(audit.phase).toBe('start');
  });

  it('does not wait for ever for a job that never says that it ended', async () => {
    vi.useFakeTimers();
    const audit = await running();
    await audit.cancel();
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(audit.phase).toBe('start');
  });
});

it('says that the outside is missing instead of throwing', async () => {
  vi.stubGlobal('homemole', undefined);
  const audit = useAudit();
  await audit.chooseFiles();
  expect(audit.problem?.code).toBe('engine-gone');
});
