import { Random } from '../../contract/random';
import { NO_LABEL, type RecurrentTask } from './options';
import { windowStarts } from './window-batch';

/** Fewer windows than these on either side, and nothing is held out. */
const FEWEST_WINDOWS = 4;

/** What is learned from and in which order; all of it follows from the task and its seed. */
export class TrainingPlan {
  /** The packets [0, trainEnd) are learned from, [validationFrom, rows) tell which epoch is kept. */
  readonly trainEnd: number;
  /** Null where there are too few packets to hold some out. */
  readonly validationFrom: number | null;
  readonly stepsPerEpoch: number;
  /** How much a packet of each class counts. */
  readonly classWeights: Float32Array;
  private readonly starts: Int32Array;
  private readonly random: Random;

  constructor(private readonly task: RecurrentTask) {
    const { sequence, options } = task;
    const { window, stride, batch, validationShare, seed } = options;
    const { rows } = sequence;
    const from = rows - Math.floor(rows * validationShare);
    // No window of one side has a packet of the other.
    const end = from - window;
    const enough = Math.min(rows - from, end) >= FEWEST_WINDOWS * window;
    this.validationFrom = enough ? from : null;
    this.trainEnd = enough ? end : rows;
    this.starts = windowStarts(0, this.trainEnd, window, stride);
    this.stepsPerEpoch = Math.ceil(this.starts.length / batch);
    this.classWeights = this.weightsOfClasses();
    this.random = new Random(seed);
  }

  /** A generator for the weights before learning. */
  forWeights(): Random {
    return this.random.fork(0);
  }

  /** A generator for one step of an epoch, counted from 0. */
  forStep(epoch: number, step: number): Random {
    return this.random.fork(2 * epoch + 2).fork(step);
  }

  /**
   * Starts of an epoch's windows in the order in which they are learned from. Windows that overlap are
   * shifted together by less than their stride, so that no epoch has quite the same.
   */
  order(epoch: number): Int32Array {
    const { window, stride } = this.task.options;
    const random = this.random.fork(2 * epoch + 1);
    const shift = stride < window ? random.integer(stride) : 0;
    const last = Math.max(0, this.trainEnd - window);
    const starts = this.starts.map((start) => Math.min(start + shift, last));
    for (let i = starts.length - 1; i > 0; i -= 1) {
      const other = random.integer(i + 1);
      [starts[i], starts[other]] = [starts[other]!, starts[i]!];
    }
    return starts;
  }

  private weightsOfClasses(): Float32Array {
    const { labels, classes, options } = this.task;
    const counts = new Float64Array(classes);
    for (const label of labels.subarray(0, this.trainEnd)) {
      if (label !== NO_LABEL) counts[label]! += 1;
    }
    const all = counts.reduce((sum, count) => sum + count, 0);
    return Float32Array.from(counts, (count) => {
      return count === 0 ? 0 : (all / (classes * count)) ** options.balance;
    });
  }
}
