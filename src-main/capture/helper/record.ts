import type {
  CaptureEnd,
  CaptureRequest,
  CaptureStatus,
  HelperEvent,
} from '../../contract/capture';
import { HomeMoleError, problemOf } from '../../contract/errors';
import type { Backend, Recording } from '../backends/backend';
import { interfacesHere } from '../interfaces/list';
import { PacketGate } from '../packet-gate';
import { Drain } from './drain';

/** Milliseconds between two words on how it stands. */
const STATUS_INTERVAL = 200;

/** Where a recording says and writes what it has. */
export interface Output {
  say(event: HelperEvent): void;
  /** Settles when there is room for more. */
  bytes(bytes: Buffer): Promise<void>;
}

/** One recording in the helper: a backend behind a gate, with its stop conditions. */
export class RunningCapture {
  private readonly gate: PacketGate;
  private recording: Recording | null = null;
  private state: CaptureStatus['state'] = 'starting';
  /** When packets began to come; logging in to another machine takes its time. */
  private begun: number | null = null;
  private end: CaptureEnd | null = null;
  private droppedAtEnd: number | null = null;
  private drain: Drain | null = null;
  /** Whether the next piece of the stream is waited for. */
  private reads = false;

  constructor(
    private readonly backend: Backend,
    private readonly request: CaptureRequest,
    private readonly output: Output,
  ) {
    this.gate = new PacketGate(request.stop);
  }

  pause(): void {
    if (this.state === 'running') this.enter('paused');
    this.gate.paused = this.state === 'paused';
  }

  resume(): void {
    if (this.state === 'paused') this.enter('running');
    this.gate.paused = this.state === 'paused';
  }

  /** Ends it with the packets that passed until now; asked again, at once. */
  stop(end: CaptureEnd = 'asked'): void {
    if (!this.drain && this.canDrain()) {
      this.end ??= end;
      this.gate.closeAt((performance.timeOrigin + performance.now()) / 1000);
      this.drain = new Drain(
        () => this.recording?.stop(),
        () => this.recording?.isAsleep?.() ?? true,
      );
      if (this.reads) this.drain.waits();
      return;
    }
    this.stopNow(end);
  }

  /** Ends it without waiting for what the system still holds. */
  stopNow(end: CaptureEnd = 'asked'): void {
    this.end ??= end;
    if (this.drain) this.drain.finish();
    else this.recording?.stop();
  }

  /** The times of packets are of use where the kernel of this computer gives them. */
  private canDrain(): boolean {
    const { name, timestamps } = this.backend;
    return this.state === 'running' && !this.gate.full && timestamps === 'kernel' && name !== 'ssh';
  }

  /** Records until it is over; every problem is said, none is thrown. */
  async run(): Promise<void> {
    try {
      await requireReady(this.backend, this.request);
      this.recording = this.backend.start(this.request);
      if (this.end) this.recording.stop();
      await this.pass(this.recording);
    } catch (error) {
      this.output.say({ kind: 'problem', problem: problemOf(error) });
      this.finish('problem');
    }
  }

  private async pass(recording: Recording): Promise<void> {
    const ticks = setInterval(() => this.tick(), STATUS_INTERVAL);
    try {
      this.reads = true;
      for await (const chunk of recording.stream) {
        this.reads = false;
        this.drain?.came();
        const bytes = this.gate.push(chunk);
        if (this.state === 'starting') this.started();
        if (bytes.length > 0) await this.output.bytes(bytes);
        if (this.gate.full) this.stopNow('condition');
        if (this.gate.isPast) this.drain?.finish();
        this.drain?.waits();
        this.reads = true;
      }
    } finally {
      this.drain?.finish();
      clearInterval(ticks);
    }
    const { problem, dropped } = await recording.outcome;
    this.droppedAtEnd = dropped;
    if (problem) throw problem;
    // Ended by somebody else, in order: that too was asked.
    this.finish(this.end ?? 'asked');
  }

  private started(): void {
    this.state = 'running';
    this.begun = performance.now();
    const command = this.backend.command(this.request);
    this.output.say({ kind: 'started', status: this.status(), command });
  }

  private tick(): void {
    const { seconds } = this.request.stop;
    if (seconds !== null && this.seconds() >= seconds) this.stop('condition');
    if (this.state !== 'starting') this.output.say({ kind: 'status', status: this.status() });
  }

  private enter(state: CaptureStatus['state']): void {
    this.state = state;
    this.output.say({ kind: 'status', status: this.status() });
  }

  private finish(end: CaptureEnd): void {
    this.state = 'stopped';
    this.output.say({ kind: 'ended', status: this.status(), end });
  }

  private seconds(): number {
    return this.begun === null ? 0 : (performance.now() - this.begun) / 1000;
  }

  private status(): CaptureStatus {
    const { packets, bytes, dropped } = this.gate;
    return {
      state: this.state,
      backend: this.backend.name,
      interface: this.request.interface,
      packets,
      bytes,
      dropped: dropped ?? this.droppedAtEnd ?? this.recording?.dropped() ?? null,
      timestamps: this.backend.timestamps,
      seconds: this.seconds(),
    };
  }
}

/** Compiles the filter and opens the interface without recording. @throws HomeMoleError */
export async function checkRequest(backend: Backend, request: CaptureRequest): Promise<void> {
  await requireReady(backend, request);
  await backend.check(request);
}

/**
 * Interfaces of this computer are taken by the list alone: what a program might understand beside
 * them, such as files, pipes and addresses of other machines, is refused.
 */
async function requireReady(backend: Backend, request: CaptureRequest): Promise<void> {
  const obstacle = await backend.obstacle();
  if (obstacle) throw obstacle;
  if (backend.name === 'ssh') return;
  const known = await interfacesHere();
  if (known.some(({ name }) => name === request.interface)) return;
  throw new HomeMoleError('interface-unknown', { interface: request.interface });
}
