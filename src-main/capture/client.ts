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
import { HelperProcess } from './helper-process';
import type { CapturePlace } from './helper-process';

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
  const helper = new HelperProcess(place, { kind: 'rates', seconds: 1 }, (event) => {
    if (event.kind === 'rates') tell(event.rates);
  });
  signal.addEventListener('abort', () => helper.leave(), { once: true });
  if (signal.aborted) helper.leave();
}

/**
 * Starts a recording in a helper process of its own. Settles once packets are being recorded.
 * @throws HomeMoleError why it could not be started; `cancelled`
 */
export function startCapture(
  place: CapturePlace,
  request: CaptureRequest,
  signal: AbortSignal,
): Promise<CaptureSession> {
  return new Promise((resolve, reject) => {
    const session = new Session(place, request, () => resolve(session));
    void session.ended.then(({ problem, end }) => {
      if (signal.aborted) reject(new HomeMoleError('cancelled'));
      else reject(problem ? new HomeMoleError(problem.code, problem.params) : gone(end));
    });
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
  private readonly helper: HelperProcess;
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
    this.helper = new HelperProcess(
      place,
      { kind: 'start', request },
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
      if (this.end === null) this.problem ??= endOf(request, why).problem;
      this.tell({ ...this.newest, state: 'stopped' });
      return { status: this.newest, end: this.end ?? 'problem', problem: this.problem };
    });
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

/** Asks one question of a helper that ends with the answer. */
async function askHelper(
  place: CapturePlace,
  command: HelperCommand,
  signal: AbortSignal,
): Promise<HelperEvent> {
  let answer: HelperEvent | null = null;
  const helper = new HelperProcess(place, command, (event) => {
    answer ??= event;
    helper.leave();
  });
  const leave = (): void => helper.leave();
  signal.addEventListener('abort', leave, { once: true });
  const why = await helper.closed;
  signal.removeEventListener('abort', leave);
  if (signal.aborted) throw new HomeMoleError('cancelled');
  if (answer) return answer;
  throw gone(why);
}

/** Why the helper ended without a word: the package cap aborts when its interface goes away. */
function endOf(request: CaptureRequest, why: string): HomeMoleError {
  if (!/cb_packets.*status == 0/.test(why)) return gone(why);
  return new HomeMoleError('interface-gone', { interface: request.interface });
}

function gone(detail: string): HomeMoleError {
  return new HomeMoleError('capture-helper-gone', { detail });
}
