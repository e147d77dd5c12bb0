import type { InterfaceRates } from '../contract/capture';
import type { Answer, EngineEvent, Question, QuestionName } from '../contract/engine-messages';
import { HomeMoleError, type Problem } from '../contract/errors';
import type { CaptureSource, SavedRecording } from '../contract/ipc';
import type { LiveEnd, LiveRequest, LiveUpdate } from '../contract/live';
import type { JudgedMarks, Mark } from '../contract/marks';
import { Recordings } from './recordings';

/** Told of live captures; each that started ends with exactly one `captureEnded` or `captureFailed`. */
export interface CaptureListener {
  rates(rates: InterfaceRates): void;
  captureUpdate(jobId: string, update: LiveUpdate): void;
  captureEnded(jobId: string, result: LiveEnd): void;
  captureFailed(jobId: string, problem: Problem, result: LiveEnd | null): void;
}

type CaptureEvent = Extract<EngineEvent, { kind: 'rates' | 'capture-update' | 'capture-ended' }>;
type Ask = <N extends QuestionName>(name: N, request: Question<N>) => Promise<Answer<N>>;

/** Live captures as the main process sees them: what runs, and which recordings wait to be saved. */
export class CaptureHost {
  private readonly onEnd = new Map<string, (() => void)[]>();

  constructor(
    private readonly ask: Ask,
    private readonly listener: CaptureListener,
    readonly recordings = new Recordings(),
  ) {}

  /** Settles once packets are being recorded. @throws HomeMoleError why they cannot be */
  async start(request: LiveRequest): Promise<{ jobId: string; command: string }> {
    const { jobId, folder } = this.recordings.open();
    try {
      const { command } = await this.ask('startCapture', { jobId, folder, request });
      return { jobId, command };
    } catch (error) {
      this.end(jobId, null, null);
      this.recordings.forget(jobId);
      throw error;
    }
  }

  /** Stops what runs and waits until it has ended. */
  async stopAll(): Promise<void> {
    const running = this.recordings.running();
    const ended = running.map(
      ({ jobId }) =>
        new Promise<void>((resolve) => {
          this.onEnd.set(jobId, [...(this.onEnd.get(jobId) ?? []), resolve]);
        }),
    );
    for (const { jobId } of running) await this.ask('stopCapture', { jobId }).catch(() => null);
    await Promise.all(ended);
  }

  /** Copies a recording that has ended. @throws HomeMoleError as `saveRecording` */
  async save(jobId: string, path: string, anonymised: boolean): Promise<SavedRecording> {
    const files = this.recordings.filesOf(jobId);
    const recording = this.recordings.of(jobId);
    const events = anonymised ? null : (recording?.events ?? null);
    const saved = await this.ask('saveRecording', { files, events, path, anonymised });
    // Without addresses it is another file.
    if (recording && !anonymised) recording.saved = true;
    return saved;
  }

  /** Keeps all that was marked in a recording. @throws HomeMoleError as `writeMarks` */
  async mark(jobId: string, marks: Mark[]): Promise<null> {
    const recording = this.recordings.of(jobId);
    if (!recording) return null;
    const { path } = await this.ask('writeMarks', { folder: recording.folder, marks });
    recording.events = path;
    return null;
  }

  /** What the marks of a recording are worth. @throws HomeMoleError `nothing-captured`, `events-none` */
  async judge(jobId: string, labels: string | null): Promise<JudgedMarks> {
    const captures = this.recordings.filesOf(jobId);
    const recording = this.recordings.of(jobId);
    if (!recording?.events) throw new HomeMoleError('events-none', { events: 0, all: 0 });
    const { judged, path } = await this.ask('judgeMarks', {
      captures,
      labels,
      events: recording.events,
    });
    recording.events = path;
    return judged;
  }

  /** Deletes a recording; one that runs is stopped first. */
  async discard(jobId: string): Promise<null> {
    const recording = this.recordings.of(jobId);
    if (!recording) return null;
    if (recording.running) await this.stopAll();
    await this.ask('discardRecording', { folder: recording.folder });
    this.recordings.forget(jobId);
    return null;
  }

  /** A recording's files in place of its name: the engine that made it may have ended since. */
  resolve<T extends { source: CaptureSource }>(request: T): T {
    const { source } = request;
    if (source.kind !== 'capture') return request;
    const { jobId, labels } = source;
    const captures = this.recordings.filesOf(jobId);
    const events = this.recordings.of(jobId)?.events ?? null;
    return { ...request, source: { kind: 'files', captures, labels, events } };
  }

  hear(event: CaptureEvent): void {
    if (event.kind === 'rates') return this.listener.rates(event.rates);
    const { jobId } = event;
    const recording = this.recordings.of(jobId);
    if (!recording?.running) return;
    if (event.kind === 'capture-update') {
      recording.update = event.update;
      this.listener.captureUpdate(jobId, event.update);
    } else {
      recording.update = event.result.update;
      this.end(jobId, event.problem, event.result);
    }
  }

  /** The engine is gone: what it recorded is still there. */
  engineGone(problem: Problem): void {
    for (const recording of this.recordings.running()) {
      this.end(recording.jobId, problem, this.recordings.remains(recording));
    }
  }

  private end(jobId: string, problem: Problem | null, result: LiveEnd | null): void {
    if (!this.recordings.end(jobId, result?.files ?? [])) return;
    if (problem === null && result) this.listener.captureEnded(jobId, result);
    else if (problem) this.listener.captureFailed(jobId, problem, result);
    for (const resolve of this.onEnd.get(jobId) ?? []) resolve();
    this.onEnd.delete(jobId);
  }
}
