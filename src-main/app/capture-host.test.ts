import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineRequest } from '../contract/engine-messages';
import type { LiveRequest, LiveUpdate } from '../contract/live';
import { CloseGuard } from './close-guard';
import { EngineHost } from './engine-host';

vi.mock('./log', () => ({ log: vi.fn() }));

const request: LiveRequest = {
  capture: {
    interface: 'test0',
    backend: null,
    ssh: null,
    filter: '',
    snaplen: 0,
    stop: { seconds: null, packets: null, bytes: null },
    ring: null,
  },
  adversary: { kind: 'none' },
  labels: null,
};

function updateOf(packets: number): LiveUpdate {
  return {
    status: {
      state: 'running',
      backend: 'dumpcap',
      interface: 'test0',
      packets,
      bytes: 0,
      dropped: 0,
      timestamps: 'kernel',
      seconds: 1,
    },
    fileBytes: 0,
    packetsPerSecond: 0,
    bytesPerSecond: 0,
    internetPackets: 0,
    duplicates: 0,
    gateway: null,
    devices: [],
    moreDevices: 0,
    labelling: {
      state: 'off',
      vantage: null,
      packetsNeeded: 0,
      labelled: 0,
      correct: 0,
      skipped: 0,
      delaySeconds: null,
    },
    strip: null,
  };
}

let parent: string;
const before = process.env['TMPDIR'];
beforeEach(() => {
  parent = mkdtempSync(join(before ?? tmpdir(), 'homemole-host-'));
  process.env['TMPDIR'] = parent;
});
afterEach(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  rmSync(parent, { recursive: true, force: true });
});

type Ask = Extract<EngineRequest, { kind: 'ask' }>;

/** A host with an engine that a test plays. */
function setUp() {
  const received: EngineRequest[] = [];
  let say: (message: unknown) => void = () => undefined;
  let exit: (code: number) => void = () => undefined;
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
    say = onMessage;
    exit = onExit;
    return { post: (message) => received.push(message), kill: () => undefined };
  }, listener);
  const asked = (): Ask => received.at(-1) as Ask;
  /** Answers the last question. */
  const answer = (reply: unknown): void => say({ kind: 'answer', id: asked().id, reply });
  /** Answers the last question of a name. */
  const answerTo = (name: string, reply: unknown): void => {
    const question = received.filter((one): one is Ask => one.kind === 'ask' && one.name === name);
    say({ kind: 'answer', id: question.at(-1)?.id, reply });
  };
  /** A capture that has begun, and the folder of its recording. */
  async function start() {
    const starting = host.captures.start(request);
    const { folder } = asked().request as { folder: string };
    answer({ ok: true, value: { command: 'dumpcap' } });
    return { ...(await starting), folder };
  }
  return {
    ...{ host, listener, received, asked, answer, answerTo, start },
    say: (message: unknown) => say(message),
    exit: (code: number) => exit(code),
  };
}

describe('a question', () => {
  it('is answered by its own answer, and not by one that breaks the contract', async () => {
    const { host, received, say } = setUp();
    const list = host.ask('listInterfaces', undefined);
    const described = host.ask('describeCapture', request.capture);
    const [first, second] = received as Ask[];
    say({ kind: 'answer', id: second?.id, reply: { ok: true, value: { command: 'a' } } });
    expect(await described).toEqual({ command: 'a' });
    say({ kind: 'answer', id: first?.id, reply: { ok: true, value: 'noise' } });
    await expect(list).rejects.toMatchObject({ problem: { code: 'unexpected' } });
  });

  it('fails with its problem, or with the engine', async () => {
    const { host, answer, exit } = setUp();
    const problem = { code: 'interface-unknown', params: { interface: 'x' } } as const;
    const checked = host.ask('checkFilter', request.capture);
    answer({ ok: false, problem });
    await expect(checked).rejects.toMatchObject({ problem });
    const never = host.ask('listInterfaces', undefined);
    exit(1);
    await expect(never).rejects.toMatchObject({ problem: { code: 'engine-gone' } });
  });
});

describe('a live capture', () => {
  it('records into a folder for this user alone, which a start that fails leaves nowhere', async () => {
    const { host, asked, answer } = setUp();
    const starting = host.captures.start(request);
    const { folder } = asked().request as { folder: string };
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const problem = { code: 'capture-permission', params: { command: 'setcap' } } as const;
    answer({ ok: false, problem });
    await expect(starting).rejects.toMatchObject({ problem });
    expect(existsSync(folder)).toBe(false);
  });

  it('whose folder was removed ends with the engine, without files', async () => {
    const { host, listener, start, say, exit } = setUp();
    const { jobId, folder } = await start();
    say({ kind: 'capture-update', jobId, update: updateOf(5) });
    rmSync(folder, { recursive: true });
    exit(1);
    expect(listener.captureFailed).toHaveBeenCalledTimes(1);
    const [, problem, result] = listener.captureFailed.mock.calls[0] as unknown[];
    expect(problem).toMatchObject({ code: 'engine-gone' });
    expect(result).toMatchObject({ end: 'problem', files: [] });
    expect(host.captures.recordings.unsaved()).toEqual([]);
  });

  it('survives its engine: what was recorded can be audited and saved by the next', async () => {
    const { host, listener, received, asked, say, exit, start, answer } = setUp();
    const { jobId, folder } = await start();
    say({ kind: 'capture-update', jobId, update: updateOf(7) });
    const file = join(folder, 'capture-00001.pcapng');
    writeFileSync(file, 'blocks');
    exit(137);
    expect(listener.captureFailed.mock.calls).toEqual([
      [
        jobId,
        { code: 'engine-gone', params: { detail: 'exit code 137' } },
        expect.objectContaining({ files: [file], end: 'problem' }),
      ],
    ]);
    const source = { kind: 'capture', jobId, labels: null } as const;
    host.start({ kind: 'audit', request: { source, vantages: ['napt'], seed: 1 } });
    expect(received.at(-1)).toMatchObject({
      kind: 'start',
      job: { request: { source: { kind: 'files', captures: [file], labels: null } } },
    });
    const saving = host.captures.save(jobId, '/tmp/kept.pcapng', false);
    expect(asked()).toMatchObject({ name: 'saveRecording', request: { files: [file] } });
    answer({ ok: true, value: { paths: ['/tmp/kept.pcapng'], events: null } });
    expect(await saving).toMatchObject({ paths: ['/tmp/kept.pcapng'] });
    expect(host.captures.recordings.unsaved()).toEqual([]);
    host.dispose();
    expect(existsSync(folder)).toBe(false);
  });

  it('ends once, and nothing is heard of it after', async () => {
    const { listener, say, start } = setUp();
    const { jobId } = await start();
    const result = { update: updateOf(0), end: 'asked', files: [] };
    say({ kind: 'capture-ended', jobId, result, problem: null });
    say({ kind: 'capture-ended', jobId, result, problem: null });
    say({ kind: 'capture-update', jobId, update: updateOf(9) });
    say({ kind: 'capture-update', jobId: 'nobody', update: updateOf(9) });
    expect(listener.captureEnded).toHaveBeenCalledOnce();
    expect(listener.captureUpdate).not.toHaveBeenCalled();
  });
});

describe('a recording that ended', () => {
  it('is not safe by being saved without addresses, and is by being saved', async () => {
    const { host, answer, say, start } = setUp();
    const { jobId } = await start();
    const result = { update: updateOf(3), end: 'asked', files: ['a.pcapng'] };
    say({ kind: 'capture-ended', jobId, result, problem: null });
    const { recordings } = host.captures;
    for (const [anonymised, waiting] of [
      [true, 1],
      [false, 0],
    ] as const) {
      const saving = host.captures.save(jobId, 'b.pcapng', anonymised);
      answer({ ok: true, value: { paths: ['b.pcapng'], events: null } });
      await saving;
      expect(recordings.unsaved()).toHaveLength(waiting);
    }
  });
});

describe('what was marked', () => {
  const marks = [{ time: 5, device: '02:00:00:00:00:01', interaction: 'on' }];

  it('is read by audits, saved beside the recording, and kept when the engine ends', async () => {
    const { host, answer, asked, exit, received, say, start } = setUp();
    const { jobId, folder } = await start();
    const marking = host.captures.mark(jobId, marks);
    expect(asked()).toMatchObject({ name: 'writeMarks', request: { folder, marks } });
    const events = join(folder, 'events.csv');
    writeFileSync(events, 'time_epoch,device,interaction\n');
    writeFileSync(join(folder, 'capture-00001.pcapng'), 'blocks');
    answer({ ok: true, value: { path: events } });
    await marking;
    say({ kind: 'capture-update', jobId, update: updateOf(7) });
    exit(137);
    // The file of marks is no part of the recording.
    expect(host.captures.recordings.filesOf(jobId)).toEqual([join(folder, 'capture-00001.pcapng')]);
    const source = { kind: 'capture', jobId, labels: null } as const;
    host.start({ kind: 'audit', request: { source, vantages: ['napt'], seed: 1 } });
    expect(received.at(-1)).toMatchObject({ job: { request: { source: { events } } } });

    const judging = host.captures.judge(jobId, null);
    expect(asked()).toMatchObject({ name: 'judgeMarks', request: { events, labels: null } });
    const better = join(folder, 'events-at-packets.csv');
    const judged = { marks: [], interactions: [] };
    answer({ ok: true, value: { judged, path: better } });
    expect(await judging).toEqual(judged);
    for (const [anonymised, expected] of [
      [false, better],
      [true, null],
    ] as const) {
      const saving = host.captures.save(jobId, '/tmp/a.pcapng', anonymised);
      expect(asked()).toMatchObject({ name: 'saveRecording', request: { events: expected } });
      answer({ ok: true, value: { paths: ['/tmp/a.pcapng'], events: null } });
      await saving;
    }
    host.dispose();
  });

  it('is nothing to judge without marks', async () => {
    const { host, say, start } = setUp();
    const { jobId } = await start();
    const result = { update: updateOf(3), end: 'asked', files: ['a.pcapng'] };
    say({ kind: 'capture-ended', jobId, result, problem: null });
    await expect(host.captures.judge(jobId, null)).rejects.toThrow(/events-none/);
  });
});

describe('stopping all', () => {
  it('settles for everybody who asked', async () => {
    const { host, answer, say, start } = setUp();
    const { jobId } = await start();
    const all: Promise<void>[] = [];
    for (let i = 0; i < 2; i++) {
      all.push(host.captures.stopAll());
      answer({ ok: true, value: null });
    }
    const result = { update: updateOf(0), end: 'asked', files: [] };
    say({ kind: 'capture-ended', jobId, result, problem: null });
    await expect(Promise.all(all)).resolves.toHaveLength(2);
  });

  it('settles over a capture that never started', async () => {
    const { host, answerTo } = setUp();
    const starting = host.captures.start(request);
    const refused = expect(starting).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    const stopped = host.captures.stopAll();
    answerTo('stopCapture', { ok: true, value: null });
    answerTo('startCapture', { ok: false, problem: { code: 'cancelled', params: {} } });
    await refused;
    await stopped;
  });
});

describe('closing the window', () => {
  it('asks over a recording that runs, and stays when told to', async () => {
    const { host, say, start } = setUp();
    const window = { choose: vi.fn(), path: vi.fn(), tell: vi.fn(), close: vi.fn() };
    const guard = new CloseGuard(host.captures, window);
    expect(guard.mayClose()).toBe(true);
    const { jobId } = await start();
    say({ kind: 'capture-update', jobId, update: updateOf(3) });
    window.choose.mockResolvedValueOnce('stay');
    expect(guard.mayClose()).toBe(false);
    // Asked once, however often it is tried meanwhile.
    expect(guard.mayClose()).toBe(false);
    await vi.waitFor(() => expect(window.choose.mock.calls).toEqual([[true]]));
    expect(window.close).not.toHaveBeenCalled();
  });
});
