import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { helperEventSchema } from '../contract/capture';
import type {
  CaptureEnd,
  CaptureRequest,
  CaptureStatus,
  HelperCommand,
  HelperEvent,
  InterfaceList,
  InterfaceRates,
} from '../contract/capture';
import { HomeMoleError } from '../contract/errors';
import type { Problem } from '../contract/errors';
import { ByteQueue } from './byte-queue';
import { findProgram, isRunnable } from './find-program';
import { FrameDecoder } from './frames';
import { CAPTURE_NODE } from './system';

/** Where the helper's script is, and what runs it. */
export interface CapturePlace {
  /** The built capture-helper.cjs. */
  readonly helper: string;
  /** A Node.js executable; absent: see `runtimeHere`. */
  readonly runtime?: string;
}

/** A recording as its client holds it. */
export interface CaptureSession {
  /** What the helper runs, for people. */
  readonly command: string;
  /** pcapng. Reading slowly makes the backend wait, which loses and counts packets. */
  readonly bytes: AsyncIterable<Uint8Array>;
  status(): CaptureStatus;
  /** Tells every change of the status; the returned function ends it. */
  onStatus(listener: (status: CaptureStatus) => void): () => void;
  pause(): void;
  resume(): void;
  /** Asks for the end; `bytes` then ends, and `ended` is settled. */
  stop(): void;
  readonly ended: Promise<{ status: CaptureStatus; end: CaptureEnd; problem: Problem | null }>;
}

/** The interfaces of this computer, and how each backend stands. */
export async function listInterfaces(
  place: CapturePlace,
  signal: AbortSignal,
): Promise<InterfaceList> {
  const event = await askHelper(place, { kind: 'list' }, signal);
  if (event.kind === 'list') return event.list;
  throw gone(event.kind);
}

/** Null when the request could be started: its filter compiles and its interface opens. */
export async function checkFilter(
  place: CapturePlace,
  request: CaptureRequest,
  signal: AbortSignal,
): Promise<Problem | null> {
  const event = await askHelper(place, { kind: 'check', request }, signal);
  return event.kind === 'problem' ? event.problem : null;
}

/** Tells how busy the interfaces are, once a second, until the signal ends it. */
export function watchInterfaceRates(
  place: CapturePlace,
  tell: (rates: InterfaceRates) => void,
  signal: AbortSignal,
): void {
  const helper = new Helper(place, (event) => {
    if (event.kind === 'rates') tell(event.rates);
  });
  helper.send({ kind: 'rates', seconds: 1 });
  signal.addEventListener('abort', () => helper.leave(), { once: true });
  if (signal.aborted) helper.leave();
}

/**
 * Starts a recording in a helper process of its own. Settles once packets are being recorded.
 * @throws HomeMoleError why it could not be started
 */
export function startCapture(
  place: CapturePlace,
  request: CaptureRequest,
  signal: AbortSignal,
): Promise<CaptureSession> {
  return new Promise((resolve, reject) => {
    const session = new Session(place, request, () => resolve(session));
    void session.ended.then(({ problem, end }) =>
      reject(problem ? new HomeMoleError(problem.code, problem.params) : gone(end)),
    );
    signal.addEventListener('abort', () => session.stop(), { once: true });
    if (signal.aborted) session.stop();
  });
}

class Session implements CaptureSession {
  command = '';
  readonly bytes: ByteQueue;
  readonly ended: CaptureSession['ended'];
  private newest: CaptureStatus;
  private readonly listeners = new Set<(status: CaptureStatus) => void>();
  private readonly helper: Helper;
  private problem: Problem | null = null;
  private end: CaptureEnd | null = null;

  constructor(place: CapturePlace, request: CaptureRequest, started: () => void) {
    this.newest = {
      state: 'starting',
      backend: request.backend ?? (request.ssh === null ? 'dumpcap' : 'ssh'),
      interface: request.interface,
      packets: 0,
      bytes: 0,
      dropped: null,
      timestamps: 'kernel',
      seconds: 0,
    };
    this.helper = new Helper(
      place,
      (event) => this.hear(event, started),
      (bytes) => this.bytes.put(bytes),
    );
    const { child } = this.helper;
    this.bytes = new ByteQueue({
      full: () => child.stdout.pause(),
      room: () => child.stdout.resume(),
    });
    this.ended = this.helper.closed.then((why) => {
      this.bytes.end();
      if (this.end === null) this.problem ??= gone(why).problem;
      this.tell({ ...this.newest, state: 'stopped' });
      return { status: this.newest, end: this.end ?? 'problem', problem: this.problem };
    });
    this.helper.send({ kind: 'start', request });
  }

  status(): CaptureStatus {
    return this.newest;
  }

  onStatus(listener: (status: CaptureStatus) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  pause(): void {
    this.helper.send({ kind: 'pause' });
  }

  resume(): void {
    this.helper.send({ kind: 'resume' });
  }

  stop(): void {
    this.helper.send({ kind: 'stop' });
  }

  private hear(event: HelperEvent, started: () => void): void {
    if (event.kind === 'problem') this.problem ??= event.problem;
    if (event.kind === 'started') {
      this.command = event.command;
      this.tell(event.status);
      started();
    }
    if (event.kind === 'status') this.tell(event.status);
    if (event.kind === 'ended') {
      this.end = event.end;
      this.tell(event.status);
    }
  }

  private tell(status: CaptureStatus): void {
    this.newest = status;
    for (const listener of this.listeners) listener(status);
  }
}

/** The helper's process: believed only what parses, ended with its input. */
class Helper {
  readonly child: ChildProcessWithoutNullStreams;
  /** Settles with how it ended. */
  readonly closed: Promise<string>;

  constructor(
    place: CapturePlace,
    onEvent: (event: HelperEvent) => void,
    onBytes: (bytes: Buffer) => void = () => undefined,
  ) {
    const runtime = place.runtime ?? runtimeHere();
    this.child = spawn(runtime, [place.helper], {
      stdio: 'pipe',
      windowsHide: true,
      // Out of the terminal's group: its Ctrl-C is for us, who then stop the helper in order.
      detached: process.platform !== 'win32',
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const decoder = new FrameDecoder((json) => {
      const parsed = helperEventSchema.safeParse(JSON.parse(json));
      if (parsed.success) onEvent(parsed.data);
    }, onBytes);
    let words = '';
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.on('data', (text: Buffer) => (words = (words + text).slice(-2000)));
    this.child.stdout.on('data', (chunk: Buffer) => {
      try {
        decoder.push(chunk);
      } catch {
        this.child.kill('SIGKILL');
      }
    });
    this.closed = new Promise((resolve) => {
      this.child.once('error', (error) => resolve(error.message));
      this.child.once('close', (code, by) =>
        resolve(words.trim().split('\n').at(-1) || `exit code ${code ?? by ?? 'unknown'}`),
      );
    });
  }

  send(command: HelperCommand): void {
    if (this.child.stdin.writable) this.child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  leave(): void {
    this.child.stdin.end();
  }
}

/** Asks one question of a helper that ends with the answer. */
async function askHelper(
  place: CapturePlace,
  command: HelperCommand,
  signal: AbortSignal,
): Promise<HelperEvent> {
  let answer: HelperEvent | null = null;
  const helper = new Helper(place, (event) => {
    answer ??= event;
    helper.leave();
  });
  const leave = (): void => helper.leave();
  signal.addEventListener('abort', leave, { once: true });
  helper.send(command);
  const why = await helper.closed;
  signal.removeEventListener('abort', leave);
  if (signal.aborted) throw new HomeMoleError('cancelled');
  if (answer) return answer;
  throw gone(why);
}

/**
 * What runs the helper: the copy of Node that may record, where there is one; a plain Node, for the
 * backend `cap` is built for it; else the running program itself (Electron can act as Node).
 */
export function runtimeHere(): string {
  if (isRunnable(CAPTURE_NODE)) return CAPTURE_NODE;
  if (process.versions['electron'] === undefined) return process.execPath;
  return findProgram('node') ?? process.execPath;
}

function gone(detail: string): HomeMoleError {
  return new HomeMoleError('capture-helper-gone', { detail });
}
