import { LiveAudit } from '../audit';
import { type CapturePlace, type CaptureSession, Recorder, startCapture } from '../capture';
import { HomeMoleError, problemOf, type Problem } from '../contract/errors';
import type { KnownDevices } from '../contract/known-devices';
import type { LiveEnd, LiveRequest, LiveUpdate } from '../contract/live';
import type { HomeKnowledge } from '../home';
import { UpdatePace } from './update-pace';

/** How often the pace of updates is asked, in milliseconds. */
const TICK = 25;

/** Where a live capture takes what it needs, and whom it tells. */
export interface LiveSurroundings {
  readonly place: CapturePlace;
  /** An empty folder for the files of the recording. */
  readonly folder: string;
  readonly knowledge: HomeKnowledge;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
  /** Ends it when it has not started yet, and as `stop` does later. */
  readonly signal: AbortSignal;
  update(update: LiveUpdate): void;
  ended(result: LiveEnd, problem: Problem | null): void;
}

/**
 * A live capture: what the helper sends is recorded first, then given to the running audit. The
 * window is told at most ten times a second, when there is something to tell, and once a second else;
 * less often where telling takes long.
 */
export class LiveSession {
  private readonly recorder: Recorder;
  private readonly timer: NodeJS.Timeout;
  private failure: Problem | null = null;
  private readonly pace = new UpdatePace();

  private constructor(
    private readonly capture: CaptureSession,
    private readonly audit: LiveAudit,
    request: LiveRequest,
    private readonly surroundings: LiveSurroundings,
  ) {
    this.recorder = new Recorder(surroundings.folder, request.capture.ring);
    capture.onStatus(() => this.pace.change());
    this.timer = setInterval(() => this.tick(), TICK);
    void this.run();
  }

  /** Settles once packets are being recorded. @throws HomeMoleError why they cannot be; `cancelled` */
  static async start(request: LiveRequest, surroundings: LiveSurroundings): Promise<LiveSession> {
    const audit = await LiveAudit.open({
      name: request.capture.interface,
      knowledge: surroundings.knowledge,
      adversary: request.adversary,
      workerEntry: surroundings.workerEntry,
    });
    const { place, signal } = surroundings;
    const capture = await startCapture(place, request.capture, signal).catch(
      async (error: unknown) => {
        await audit.close();
        throw error;
      },
    );
    return new LiveSession(capture, audit, request, surroundings);
  }

  /** What the helper runs, for people. */
  get command(): string {
    return this.capture.command;
  }

  pause(): void {
    this.capture.pause();
  }

  resume(): void {
    this.capture.resume();
  }

  /** Asks for the end, of which `ended` tells. */
  stop(): void {
    this.capture.stop();
  }

  setKnown(known: KnownDevices): void {
    this.audit.setKnown(known);
    this.pace.change();
  }

  private async run(): Promise<void> {
    for await (const bytes of this.capture.bytes) {
      // What comes after a failure is let go, so that the helper can end.
      if (this.failure) continue;
      try {
        await this.recorder.write(bytes);
        this.audit.push(bytes);
        this.pace.change();
      } catch (error) {
        this.fail(error);
      }
    }
    const { status, end, problem } = await this.capture.ended;
    clearInterval(this.timer);
    await this.recorder.close().catch((error: unknown) => this.fail(error));
    try {
      await this.audit.close();
    } catch (error) {
      this.fail(error);
    }
    const update = this.audit.present(status, this.recorder.bytes);
    const why = this.failure ?? problem ?? (status.packets === 0 ? this.nothing() : null);
    const files = status.packets === 0 ? [] : this.recorder.files();
    this.surroundings.ended({ update, end: why ? 'problem' : end, files }, why);
  }

  private tick(): void {
    const begun = performance.now();
    if (!this.pace.isDue(begun)) return;
    try {
      this.audit.advance();
    } catch (error) {
      return this.fail(error);
    }
    this.surroundings.update(this.audit.present(this.capture.status(), this.recorder.bytes));
    this.pace.took(performance.now() - begun);
  }

  private fail(error: unknown): void {
    this.failure ??= problemOf(error);
    this.capture.stop();
  }

  private nothing(): Problem {
    const { interface: name } = this.capture.status();
    return new HomeMoleError('nothing-captured', { interface: name }).problem;
  }
}
