import type { Device } from '../../contract/home';
import type { LiveLabelling } from '../../contract/live';
import type { PacketTable } from '../../contract/packet-table';
import { perceived, type VantageName } from '../../contract/vantage';
import type { RowsAssigned } from '../../home';
import { type LiveView, viewLive } from '../../vantage';
import { CaptureClock } from './capture-clock';
import { classOf, isTooEarly, LEARNED_AHEAD, LiveAdversary } from './live-adversary';
import type { LabelStrip } from './label-strip';

/** Packets that an adversary learns from at the least, and of others than the commonest class. */
export const LEARN_PACKETS = 2000;
const LEARN_OTHERS = 100;
/** It learns anew when so many times as many packets have come. */
const LEARN_AGAIN = 4;
/** Packets that are kept for learning and as context, whatever comes; 24 bytes each. */
const MOST_KEPT = 65_536;
/** As many at least are dropped at once. */
const SLACK = MOST_KEPT / 8;
/** Packets that are kept until their window is whole: ten seconds of 100,000 each. */
const MOST_AHEAD = 1_000_000;
/** Seconds of context that are kept: features look an hour back, from packets that wait a while. */
const BEHIND = 3700;
/** Packets of context that are kept, however old: more than the neighbours that features look at. */
const NEIGHBOURS = 16;
/** A view's packets lie at most so many seconds before their captured time. */
const REORDERED = 0.05;
/** Packets labelled in one step, some ten a second, and how many are labelled yet at the end. */
const STEP = 16_384;
const MOST_WAITING = 2 * STEP;
/** Seconds after its window was whole at which a label comes too late. */
const LATE = 0.8;

export interface LabellerOptions {
  readonly vantage: VantageName;
  /** Null: it learns from what comes. */
  readonly ready: LiveAdversary | null;
  readonly workerEntry: string | undefined;
  readonly strip: LabelStrip;
  /** Told of every packet that is labelled. */
  labelled(owner: number, correct: boolean): void;
  /** Told of labels as they are given, for tests: time of the packet and class. */
  readonly onLabel?: (time: number, owner: number, label: string) => void;
}

/**
 * Labels packets while they come in. What it is given to learn from and to label is a View; whose
 * packets they are is kept beside it, to learn by and to count by.
 */
export class LiveLabeller {
  private view: LiveView;
  private readonly clock = new CaptureClock();
  private readonly abort = new AbortController();
  private adversary: LiveAdversary | null;
  private classes: readonly string[] = [];
  private seen = 0;
  private readonly seenOf = new Map<string, number>();
  private learnedAt = 0;
  private failed = false;
  private ended = false;
  private working: Promise<void> | null = null;
  private learning: Promise<void> | null = null;
  private resumeAt = 0;
  /** How often the clock was set back. */
  private steps = 0;
  private restUntil = Number.NEGATIVE_INFINITY;
  private counts = { labelled: 0, correct: 0, skipped: 0 };
  private delay: number | null = null;

  constructor(private readonly options: LabellerOptions) {
    this.view = viewLive(options.vantage, 1);
    this.adversary = options.ready;
  }

  /**
   * Takes a batch.
   * @param owners Number of the device of each row, -1 for none.
   * @param devices By number.
   * @param now Seconds of a steady clock.
   */
  add(
    batch: PacketTable,
    rows: RowsAssigned,
    owners: Int32Array,
    devices: readonly Device[],
    now: number,
  ): void {
    this.setDevices(devices);
    for (let row = 0; row < batch.count; row++) {
      if (this.clock.observe(batch.time[row] as number, now)) this.restart(batch, row);
    }
    const { internet } = this.view.add(batch, rows, owners);
    for (let row = 0; row < batch.count; row++) {
      const type = this.classes[owners[row] as number];
      if (internet[row] !== 1 || type === undefined) continue;
      this.seen++;
      this.seenOf.set(type, (this.seenOf.get(type) ?? 0) + 1);
      this.options.strip.add(type, batch.time[row] as number, 'packets');
    }
  }

  /** The clock was set back by this row: what came before is in the way of all that follows. */
  private restart({ time }: PacketTable, row: number): void {
    this.steps++;
    this.counts.skipped += this.adversary ? this.view.count - this.view.settled : 0;
    this.view = viewLive(this.options.vantage, 1);
    this.resumeAt = 0;
    this.options.strip.restart();
    for (let before = 0; before < row; before++) {
      time[before] = Math.min(time[before] as number, this.clock.newest);
    }
  }

  /** The user may rule otherwise at any time. @param devices By number. */
  setDevices(devices: readonly Device[]): void {
    this.classes = devices.map(classOf);
  }

  /** Learns and labels what can be; to be called some times a second, returns at once. */
  advance(now: () => number): void {
    if (this.failed || this.abort.signal.aborted) return;
    // When it is over, all windows are as whole as they will ever be.
    const complete = this.ended ? Number.POSITIVE_INFINITY : this.clock.complete(now());
    if (!this.ended) this.view.idle(complete - REORDERED);
    if (this.options.ready === null && !this.ended && this.needed() === 0 && this.shouldLearn())
      this.learn(complete);
    const resting = !this.ended && now() < this.restUntil;
    if (!this.adversary || this.working || resting) return this.forget();
    const { ahead } = this.adversary;
    this.view.settled = Math.max(this.view.settled, this.view.until(this.resumeAt));
    const ready = this.view.until(complete - ahead);
    const late = this.view.until(this.clock.at(now()) - ahead - LATE);
    this.passOver(ready, late - this.view.settled);
    const end = Math.min(ready, this.view.settled + STEP);
    if (end > this.view.settled) this.working = this.label(this.adversary, end, now);
    this.forget();
  }

  present(): LiveLabelling {
    const { adversary, failed, learning } = this;
    const state = failed ? 'failed' : adversary ? 'labelling' : learning ? 'learning' : 'waiting';
    const packetsNeeded = state === 'waiting' ? this.needed() : 0;
    const { vantage } = this.options;
    return { state, vantage, packetsNeeded, ...this.counts, delaySeconds: this.delay };
  }

  /** Settles when the step that runs is done. */
  async idle(): Promise<void> {
    await this.working;
  }

  /** Labels what can still be labelled of what came, then ends. */
  async close(now: () => number): Promise<void> {
    this.ended = true;
    this.view.finish();
    for (;;) {
      await this.working;
      this.advance(now);
      if (!this.working) break;
    }
    this.abort.abort();
    await this.learning;
    await this.adversary?.release();
  }

  /** Packets that are needed yet before it learns. */
  private needed(): number {
    const commonest = Math.max(0, ...this.seenOf.values());
    return Math.max(0, LEARN_PACKETS - this.seen, LEARN_OTHERS - (this.seen - commonest));
  }

  private shouldLearn(): boolean {
    return this.learning === null && this.seen >= LEARN_AGAIN * this.learnedAt;
  }

  private learn(complete: number): void {
    this.learnedAt = this.seen;
    const seen = perceived(this.view.snapshot());
    const { origin } = seen;
    const { classes, steps } = this;
    const { workerEntry } = this.options;
    // The last second is not whole yet.
    const learnedUntil = complete - LEARNED_AHEAD;
    const end = this.view.until(learnedUntil);
    const classOfPacket = (packet: number): string | null =>
      packet < end ? (classes[origin[packet] as number] ?? null) : null;
    this.learning = LiveAdversary.learn(seen, classOfPacket, {
      workerEntry,
      signal: this.abort.signal,
    })
      .then(async (learned) => {
        const before = this.adversary;
        // It labels what follows, and never what it learned from.
        this.resumeAt = before ? learnedUntil : this.clock.newest - learned.ahead;
        if (before && steps !== this.steps) this.resumeAt = 0;
        this.adversary = learned;
        await this.working;
        await before?.release();
      })
      .catch((error: unknown) => {
        if (!isTooEarly(error) && !this.abort.signal.aborted) this.failed = this.adversary === null;
      })
      .finally(() => (this.learning = null));
  }

  private async label(adversary: LiveAdversary, end: number, now: () => number): Promise<void> {
    const from = this.view.settled;
    this.view.settled = end;
    const snapshot = perceived(this.view.snapshot());
    const { time } = snapshot.view;
    const begun = now();
    try {
      const labels = await adversary.label(snapshot, from, end);
      for (let packet = from; packet < end; packet++) {
        const owner = snapshot.origin[packet] as number;
        const type = this.classes[owner];
        if (type === undefined) continue;
        const label = adversary.classes[labels[packet - from] as number] as string;
        this.count(owner, type, time[packet] as number, label === type);
        this.options.onLabel?.(time[packet] as number, owner, label);
      }
      const whole = (time[from] as number) + adversary.ahead;
      this.delay = Math.max(0, this.clock.at(now()) - whole);
    } catch {
      this.failed = !this.abort.signal.aborted;
    } finally {
      this.working = null;
      // Recording comes first: in this thread labelling has half of the time at the most.
      if (!adversary.isApart) this.restUntil = now() + (now() - begun);
    }
  }

  private count(owner: number, type: string, time: number, correct: boolean): void {
    this.counts.labelled++;
    this.options.strip.add(type, time, 'labelled');
    if (correct) {
      this.counts.correct++;
      this.options.strip.add(type, time, 'correct');
    }
    this.options.labelled(owner, correct);
  }

  /** Where packets come faster than they can be labelled, the earliest go without a label. */
  private passOver(ready: number, late: number): void {
    const waiting = ready - this.view.settled;
    if (this.ended ? waiting <= MOST_WAITING : waiting <= STEP || late <= 0) return;
    this.counts.skipped += waiting - STEP;
    this.view.settled = ready - STEP;
  }

  /** Drops what no packet that comes will have as context, or what is too much. */
  private forget(): void {
    const { view } = this;
    // Before the first learning all is kept that there is room for.
    const done = this.adversary ? view.settled : view.count;
    const old = this.adversary
      ? Math.min(done - NEIGHBOURS, view.until(this.clock.newest - BEHIND))
      : 0;
    const drop = Math.max(old, done - MOST_KEPT, view.count - MOST_KEPT - MOST_AHEAD);
    if (drop < SLACK) return;
    if (this.adversary) this.counts.skipped += Math.max(0, drop - done);
    view.forget(drop);
  }
}
