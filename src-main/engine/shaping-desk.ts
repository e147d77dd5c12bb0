import { type CaptureInput, Ground, loadHome, tryShaping } from '../audit';
import { HomeMoleError } from '../contract/errors';
import { type Job, quietJob } from '../contract/job';
import type { ShapingTrial } from '../contract/shaping';
import { parseShaping } from '../contract/shaping-text';
import type { VantageName } from '../contract/vantage';
import { keyOf } from './surveys';

/** The adversary of the fast answer: small, so that it is soon trained and soon asked. */
const EFFORT = { model: 'best', trees: 20, hoursOfDay: 24 } as const;

export interface Trial {
  readonly input: CaptureInput & { readonly workerEntry: string | undefined };
  readonly vantage: VantageName;
  readonly shaping: string;
  readonly seed: number;
}

interface Kept {
  readonly key: string;
  readonly abort: AbortController;
  readonly ready: Promise<{ ground: Ground; simulated: boolean }>;
}

/**
 * Answers settings of shapings while a slider moves. The capture, its split and the static adversary are kept
 * for a vantage; `forget` lets them go.
 */
export class ShapingDesk {
  private kept: Kept | null = null;
  private running = new AbortController();
  private newest = 0;

  /**
   * Null when another call came in between.
   * @throws HomeMoleError as `loadHome`; `shaping-malformed`, `shaping-impossible`; of training
   */
  async try(trial: Trial): Promise<ShapingTrial | null> {
    const steps = parseShaping(trial.shaping);
    const mine = ++this.newest;
    this.running.abort();
    const running = new AbortController();
    this.running = running;
    const kept = await this.keep(trial, mine);
    if (kept === null) return null;
    try {
      const { ground, simulated } = await kept.ready;
      if (mine !== this.newest) return null;
      const job: Job = { ...quietJob, signal: running.signal };
      const answer = await tryShaping(ground, steps, job);
      return mine === this.newest ? { ...answer, simulated } : null;
    } catch (error) {
      const cancelled = error instanceof HomeMoleError && error.problem.code === 'cancelled';
      if (cancelled && mine !== this.newest) return null;
      if (this.kept === kept && cancelled) this.kept = null;
      throw error;
    }
  }

  /** Ends what runs, whose answer is null, and lets the capture go. */
  forget(): void {
    this.newest++;
    this.running.abort();
    this.kept?.abort.abort();
    this.kept = null;
  }

  private async keep({ input, vantage, seed }: Trial, mine: number): Promise<Kept | null> {
    const { captures, labels, knownDevices } = input;
    const files = [...captures, ...[labels, knownDevices].filter((path) => path !== null)];
    const key = `${await keyOf(files)} ${vantage} ${seed}`;
    if (mine !== this.newest) return null;
    if (this.kept?.key === key) return this.kept;
    this.kept?.abort.abort();
    const abort = new AbortController();
    const ready = prepare(input, vantage, seed, abort.signal);
    const kept = { key, abort, ready };
    // What goes wrong here is told by `try`; nothing of it is kept.
    ready.catch(() => {
      if (this.kept === kept) this.kept = null;
    });
    this.kept = kept;
    return kept;
  }
}

/** Reads, splits and trains: the adversary is not to be ended by the next setting. */
async function prepare(
  input: Trial['input'],
  vantage: VantageName,
  seed: number,
  signal: AbortSignal,
): Promise<{ ground: Ground; simulated: boolean }> {
  const job: Job = { ...quietJob, signal };
  const { home, simulated } = await loadHome(input, job);
  const { workerEntry } = input;
  const ground = new Ground(home, vantage, { seed, effort: EFFORT, workerEntry });
  await ground.static(job);
  return { ground, simulated };
}
