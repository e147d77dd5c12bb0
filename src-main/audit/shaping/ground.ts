import { HomeMoleError } from '../../contract/errors';
import type { Home, Interaction } from '../../contract/home';
import { type Job, quietJob } from '../../contract/job';
import type { ShapingEffort } from '../../contract/shaping';
import type { ShapingStep } from '../../contract/shaping-parameters';
import { perceived, type VantageName, type View } from '../../contract/vantage';
import {
  classesPresent,
  devicesOf,
  majoritiesOf,
  NO_CLASS,
  splitByTime,
  truthLabels,
} from '../../evaluation';
import { type ShapedHome, shapeHome } from '../../shaping';
import { throughRouter, viewHome } from '../../vantage';
import { type Adversary, trainAdversary, type TrainingPart } from '../adversary';
import { FEWEST_PACKETS, TRAIN_SHARE } from '../options';
import { EventGround } from './events';
import { homeBetween, sampleHours } from './sample-hours';

/** How an adversary of a shaping study is trained. */
export interface GroundOptions {
  readonly seed: number;
  readonly effort: Omit<ShapingEffort, 'adaptive'>;
  readonly workerEntry: string | undefined;
  /** Interactions that were marked; absent: what people do is not measured. */
  readonly events?: readonly Interaction[];
  /** Training workers at the most. */
  readonly threads?: number;
}

/** A view of packets, shaped or not, with its truth; of dummies and the tunnel's own it is NO_CLASS. */
export interface TruePart {
  readonly view: View;
  readonly truth: Uint16Array;
  /** Index into the home's devices; -1 for dummies and the tunnel's own. */
  readonly devices: Int32Array;
}

/**
 * What all shapings of one vantage are measured on: the training and test parts of a home, split by time before
 * they are shaped, and the static adversary, who learned from the unshaped training part.
 */
export class Ground {
  readonly classes: readonly string[];
  readonly labels: readonly string[];
  readonly train: TruePart;
  readonly trainHome: Home;
  readonly testHome: Home;
  readonly trainSeconds: number;
  readonly testSeconds: number;
  readonly majorities: ReturnType<typeof majoritiesOf>;
  readonly events: EventGround;
  private adversary: Promise<Adversary> | null = null;

  /** @throws HomeMoleError `too-few-packets`, `one-class-only`, `vantage-unknown` */
  constructor(
    home: Home,
    readonly vantage: VantageName,
    readonly options: GroundOptions,
  ) {
    const { effort, events = [], seed } = options;
    const share = effort.trainShare ?? TRAIN_SHARE;
    this.events = new EventGround(home, vantage, events, share, seed);
    const sampled = sampleHours(throughRouter(home), effort.hoursOfDay);
    const times = sampled.packets.time.filter((_, row) => sampled.internet[row] === 1);
    if (times.length < FEWEST_PACKETS) {
      throw new HomeMoleError('too-few-packets', { packets: times.length, needed: FEWEST_PACKETS });
    }
    const split = splitByTime(times, share);
    this.trainHome = homeBetween(sampled, Number.NEGATIVE_INFINITY, split.trainEndTime);
    this.testHome = homeBetween(sampled, split.testStartTime, Number.POSITIVE_INFINITY);
    if (this.trainHome.packets.count < FEWEST_PACKETS / 3 || this.testHome.packets.count < 30) {
      throw new HomeMoleError('too-few-packets', { packets: times.length, needed: FEWEST_PACKETS });
    }
    this.trainSeconds = split.trainEndTime - split.trainStartTime;
    this.testSeconds = split.testEndTime - split.testStartTime;
    this.classes = classesPresent(this.trainHome, this.trainHome.device);
    if (this.classes.length < 2) {
      throw new HomeMoleError('one-class-only', { type: this.classes[0] ?? 'none' });
    }
    const unseen = classesPresent(this.testHome, this.testHome.device).filter(
      (name) => !this.classes.includes(name),
    );
    this.labels = [...this.classes, ...unseen];
    this.train = this.seen(this.trainHome, 0);
    this.majorities = majoritiesOf(this.train.truth, this.classes);
  }

  /** The view of a home that may be shaped. */
  seen(home: Home, offset: number): TruePart {
    const { view, origin } = perceived(viewHome(home, this.vantage, this.options.seed + offset));
    const devices = devicesOf(home, origin);
    return { view, devices, truth: truthLabels(home, devices, this.labels) };
  }

  /** The training or test part shaped; what the adversary learns from has other random numbers. */
  shaped(steps: readonly ShapingStep[], part: 'train' | 'test'): ShapedHome {
    const home = part === 'train' ? this.trainHome : this.testHome;
    return shapeHome(home, steps, this.vantage, this.options.seed + (part === 'train' ? 7919 : 0));
  }

  /** The static adversary, trained at the first call. */
  static(job: Job): Promise<Adversary> {
    this.adversary ??= this.learn(this.train, job).catch((error: unknown) => {
      this.adversary = null;
      throw error;
    });
    return this.adversary;
  }

  /** An adversary that learns from this; dummies are no one’s, and it learns from real packets alone. */
  learn({ view, truth }: TruePart, job: Job): Promise<Adversary> {
    const labels = truth.map((label) => (label < this.classes.length ? label : NO_CLASS));
    const part: TrainingPart = { view, labels, classes: this.classes };
    const { effort, seed, workerEntry, threads } = this.options;
    const choice = { model: effort.model, trees: effort.trees, seed, workerEntry, threads };
    return trainAdversary(part, choice, { ...quietJob, signal: job.signal });
  }
}
