import { rm } from 'node:fs/promises';
import { readKnowledge } from '../audit';
import type { CapturePlace } from '../capture';
import type { EngineEvent, Question } from '../contract/engine-messages';
import { HomeMoleError } from '../contract/errors';
import type { KnownDevices } from '../contract/known-devices';
import { LiveSession } from './live-session';
import type { Place } from './operations';

interface Running {
  readonly jobId: string;
  /** Ends what has not started yet, such as a login that takes its time. */
  readonly starting: AbortController;
  /** Null until it has started. */
  session: LiveSession | null;
}

/** The live captures of an engine, of which there is one at a time. */
export class LiveCaptures {
  private running: Running | null = null;
  private idle: () => void = () => undefined;

  constructor(
    private readonly place: Place,
    private readonly helper: CapturePlace,
    private readonly send: (event: EngineEvent) => void,
  ) {}

  /** @throws HomeMoleError why it cannot start; `usage` while another one runs; `cancelled` */
  async start({ jobId, folder, request }: Question<'startCapture'>): Promise<{ command: string }> {
    if (this.running) {
      throw new HomeMoleError('usage', { detail: 'Another capture is running; stop it first.' });
    }
    const running: Running = { jobId, starting: new AbortController(), session: null };
    this.running = running;
    try {
      const knowledge = await readKnowledge({ ...this.place, labels: request.labels });
      running.session = await LiveSession.start(request, {
        place: this.helper,
        folder,
        knowledge,
        signal: running.starting.signal,
        workerEntry: this.place.workerEntry,
        update: (update) => this.send({ kind: 'capture-update', jobId, update }),
        ended: (result, problem) => {
          this.end();
          this.send({ kind: 'capture-ended', jobId, result, problem });
        },
      });
      return { command: running.session.command };
    } catch (error) {
      this.end();
      throw error;
    }
  }

  /** The session of a job; undefined when it has ended. */
  of(jobId: string): LiveSession | undefined {
    return this.running?.jobId === jobId ? (this.running.session ?? undefined) : undefined;
  }

  /** Asks for the end of a job's capture, started or not. */
  stop(jobId: string): void {
    if (this.running?.jobId !== jobId) return;
    this.running.starting.abort();
    this.running.session?.stop();
  }

  setKnown(known: KnownDevices): void {
    this.running?.session?.setKnown(known);
  }

  /** Stops what runs and waits until it has ended. */
  async drain(): Promise<void> {
    if (!this.running) return;
    const ended = new Promise<void>((resolve) => (this.idle = resolve));
    this.stop(this.running.jobId);
    await ended;
  }

  private end(): void {
    this.running = null;
    this.idle();
  }
}

/** Deletes a recording with its folder. */
export async function discardRecording(folder: string): Promise<null> {
  await rm(folder, { recursive: true, force: true });
  return null;
}
