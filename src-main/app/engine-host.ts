import { HomeMoleError } from '../contract/errors';
import type { Problem } from '../contract/errors';
import { engineEventSchema } from '../contract/engine-messages';
import type {
  Answer,
  EngineEvent,
  EngineRequest,
  Question,
  QuestionName,
} from '../contract/engine-messages';
import type {
  ExplainRequest,
  InspectRequest,
  JobOutcome,
  JobRequest,
  TenSecondsRequest,
  LearnProfilesRequest,
  TryShapingRequest,
} from '../contract/ipc';
import type { Progress } from '../contract/job';
import { Asked } from './asked';
import { CaptureHost, type CaptureListener } from './capture-host';
import { Jobs } from './jobs';
import { log } from './log';
import { Throttle } from './throttle';

/** The engine process as the host needs it. */
export interface EngineChild {
  post(request: EngineRequest): void;
  kill(): void;
}

/** Starts an engine process that reports to the listener from then on. */
export type ForkEngine = (listener: {
  onMessage: (message: unknown) => void;
  onExit: (code: number) => void;
}) => EngineChild;

/** Told of every job; each job ends with exactly one `done` or `failed`. */
export interface JobListener extends CaptureListener {
  progress(jobId: string, progress: Progress): void;
  done(jobId: string, outcome: JobOutcome): void;
  failed(jobId: string, problem: Problem): void;
}

/** A cancelled engine that is not idle by then is killed. Cancel promises one second. */
const CANCEL_MS = 800;
/** Progress goes to the window at most ten times a second. */
const PROGRESS_MS = 100;

/** What asking for a report without a result comes to. */
export function noResult(): HomeMoleError {
  return new HomeMoleError('unexpected', { detail: 'there is no finished audit to report.' });
}

type JobEvent = 'progress' | 'done' | 'failed' | 'report-written';

interface Waiting {
  resolve: (path: string) => void;
  reject: (error: Error) => void;
}

/**
 * Owns the engine process: starts it, hands it jobs, believes no message of it that does not parse,
 * and outlives it. When the process dies its jobs fail with `engine-gone`; the next job gets a new one.
 */
export class EngineHost {
  /** Live captures and what they recorded. */
  readonly captures: CaptureHost;
  private readonly jobs = new Jobs();
  private readonly asked = new Asked();
  private readonly reports = new Map<string, Waiting>();
  private readonly onEnd = new Map<string, () => void>();
  private readonly progress: Throttle<Progress>;
  private child: EngineChild | null = null;
  private ratesWanted = false;

  constructor(
    private readonly fork: ForkEngine,
    private readonly listener: JobListener,
  ) {
    this.progress = new Throttle(PROGRESS_MS, (jobId, progress) =>
      listener.progress(jobId, progress),
    );
    this.captures = new CaptureHost((name, question) => this.ask(name, question), listener);
  }

  /** Starts the process ahead of the first job. */
  warm(): void {
    this.engine();
  }

  /** Starts a job and returns its id; its way and end go to the listener. */
  start(job: JobRequest): string {
    const resolved = { ...job, request: this.captures.resolve(job.request) } as JobRequest;
    const jobId = this.jobs.open();
    this.engine().post({ kind: 'start', jobId, job: resolved });
    return jobId;
  }

  /** Asks the engine. @throws HomeMoleError with its problem, or `engine-gone` */
  ask<N extends QuestionName>(name: N, request: Question<N>): Promise<Answer<N>> {
    return this.asked.ask(name, request, (message) => this.engine().post(message));
  }

  /** Who is who; null when another call came in between. */
  inspect(request: InspectRequest): Promise<Answer<'inspectFiles'>> {
    return this.ask('inspectFiles', this.captures.resolve(request));
  }

  /** The same seconds from both sides; null when another call came in between. */
  seeTenSeconds(request: TenSecondsRequest): Promise<Answer<'seeTenSeconds'>> {
    return this.ask('seeTenSeconds', this.captures.resolve(request));
  }

  /** Why a packet is called what; null when another call came in between. */
  explainPacket(request: ExplainRequest): Promise<Answer<'explainPacket'>> {
    return this.ask('explainPacket', this.captures.resolve(request));
  }

  /** A device's sequence profiles; null when another call came in between. */
  learnProfiles(request: LearnProfilesRequest): Promise<Answer<'learnProfiles'>> {
    return this.ask('learnProfiles', this.captures.resolve(request));
  }

  /** The fast answer to a setting of a shaping; null when another call came in between. */
  tryShaping(request: TryShapingRequest): Promise<Answer<'tryShaping'>> {
    return this.ask('tryShaping', this.captures.resolve(request));
  }

  /** Has the rates of the interfaces told to the listener, or not any more. */
  watchRates(on: boolean): Promise<null> {
    this.ratesWanted = on;
    return this.ask('watchRates', { on });
  }

  /**
   * Ends a job within a second: asks the engine, and replaces it when it does not listen. Resolves
   * once the job has ended, to false when there was nothing to cancel.
   */
  async cancel(jobId: string): Promise<boolean> {
    if (!this.jobs.cancelling(jobId)) return false;
    const ended = new Promise<void>((resolve) => this.onEnd.set(jobId, resolve));
    const timer = setTimeout(() => {
      // Replacing the engine would end a live capture.
      if (this.captures.recordings.running().length === 0) this.replaceEngine(jobId);
    }, CANCEL_MS);
    this.engine().post({ kind: 'cancel', jobId });
    await ended;
    clearTimeout(timer);
    return true;
  }

  /** Ends whatever runs, for a window that nobody watches any more; recordings are kept. */
  async cancelAll(): Promise<void> {
    if (this.ratesWanted) await this.watchRates(false).catch(() => null);
    await this.captures.stopAll();
    await Promise.all(this.jobs.active().map((jobId) => this.cancel(jobId)));
  }

  /** Whether there is an audit to write a report of. */
  hasAudit(jobId: string): boolean {
    return this.jobs.outcomeOf(jobId)?.kind === 'audit';
  }

  /**
   * Writes the report of a finished audit and returns its path; the engine that ran the audit need
   * not live any more.
   * @throws HomeMoleError with the engine's problem, or `engine-gone`
   */
  writeReport(jobId: string, path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const outcome = this.jobs.outcomeOf(jobId);
      if (outcome?.kind !== 'audit') throw noResult();
      this.reports.get(jobId)?.reject(new HomeMoleError('cancelled'));
      this.reports.set(jobId, { resolve, reject });
      this.engine().post({ kind: 'report', jobId, path, result: outcome.result });
    });
  }

  /** Ends the process and deletes what was recorded; for quitting. */
  dispose(): void {
    const child = this.child;
    this.child = null;
    child?.kill();
    this.captures.recordings.removeAll();
  }

  private engine(): EngineChild {
    if (this.child !== null) return this.child;
    const child: EngineChild = this.fork({
      onMessage: (message) => {
        if (this.child === child) this.receive(message);
      },
      onExit: (code) => {
        if (this.child === child) this.engineGone(`exit code ${code}`);
      },
    });
    this.child = child;
    if (this.ratesWanted) void this.watchRates(true).catch(() => null);
    return child;
  }

  private receive(message: unknown): void {
    const parsed = engineEventSchema.safeParse(message);
    if (parsed.success) this.handle(parsed.data);
    else this.refuse(message);
  }

  private handle(event: EngineEvent): void {
    switch (event.kind) {
      case 'answer':
        return this.asked.answer(event.id, event.reply);
      case 'rates':
      case 'capture-update':
      case 'capture-ended':
        return this.captures.hear(event);
      case 'progress':
      case 'done':
      case 'failed':
      case 'report-written':
        return this.handleJob(event);
    }
  }

  private handleJob(event: Extract<EngineEvent, { kind: JobEvent }>): void {
    const { jobId } = event;
    switch (event.kind) {
      case 'progress':
        if (this.jobs.isActive(jobId)) this.progress.push(jobId, event.progress);
        break;
      case 'done':
        if (this.jobs.finish(jobId, event.outcome)) {
          this.ended(jobId);
          this.listener.done(jobId, event.outcome);
        }
        break;
      case 'failed':
        if (!this.settleReport(jobId, event.problem)) this.fail(jobId, event.problem);
        break;
      case 'report-written':
        this.settleReport(jobId, event.path);
        break;
    }
  }

  /** A message that breaks the contract ends the job that it speaks of, if it speaks of one. */
  private refuse(message: unknown): void {
    log('refused engine event: payload');
    const jobId = (message as { jobId?: unknown } | null)?.jobId;
    if (typeof jobId !== 'string') return;
    const problem: Problem = { code: 'unexpected', params: { detail: 'malformed engine event' } };
    if (!this.settleReport(jobId, problem)) this.fail(jobId, problem);
  }

  private replaceEngine(cancelledId: string): void {
    log('the engine did not stop in time; replacing it');
    const child = this.child;
    this.child = null;
    child?.kill();
    this.fail(cancelledId, { code: 'cancelled', params: {} });
    this.engineGone('replaced after a cancel');
    this.warm();
  }

  private engineGone(detail: string): void {
    this.child = null;
    const problem: Problem = { code: 'engine-gone', params: { detail } };
    this.asked.failAll(problem);
    this.captures.engineGone(problem);
    for (const jobId of this.reports.keys()) this.settleReport(jobId, problem);
    for (const jobId of this.jobs.active()) {
      const cancelled = this.jobs.stateOf(jobId) === 'cancelling';
      this.fail(jobId, cancelled ? { code: 'cancelled', params: {} } : problem);
    }
  }

  private fail(jobId: string, problem: Problem): void {
    if (!this.jobs.fail(jobId)) return;
    this.ended(jobId);
    this.listener.failed(jobId, problem);
  }

  private ended(jobId: string): void {
    this.progress.end(jobId);
    this.onEnd.get(jobId)?.();
    this.onEnd.delete(jobId);
  }

  private settleReport(jobId: string, outcome: string | Problem): boolean {
    const waiting = this.reports.get(jobId);
    if (waiting === undefined) return false;
    this.reports.delete(jobId);
    if (typeof outcome === 'string') waiting.resolve(outcome);
    else waiting.reject(new HomeMoleError(outcome.code, outcome.params));
    return true;
  }
}
