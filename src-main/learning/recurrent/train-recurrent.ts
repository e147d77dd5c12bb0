import type { TrainingPoint } from '../../contract/learning';
import type { Bank } from '../network/banks';
import { readCheckpoint, type Standing, writeCheckpoint } from './checkpoint';
import { initialEmbedding, initialWeights } from './initial-weights';
import type { NetworkShape } from './network';
import { NO_LABEL, type RecurrentTask, type TrainedRecurrent } from './options';
import { TrainingPlan } from './training-plan';
import { TrainingStep } from './training-step';
import { Validation } from './validation';

/** How training is followed and ended. */
export interface TrainingHooks {
  /** Called before each step; what it throws ends the training, after what is needed to resume was written. */
  pause(): Promise<void>;
  report(done: number, total: number, point: TrainingPoint): void;
}

/** The network of a task. */
export function networkOf({ sequence, ports, classes, options }: RecurrentTask): NetworkShape {
  const { embedding, hidden, directions } = options;
  return { columns: sequence.columns, ports, embedding, hidden, directions, classes };
}

/**
 * Trains a recurrent network in this thread, one step at a time. The same task gives the same bytes,
 * whether it was interrupted or not.
 * @throws what `hooks.pause` throws; HomeMoleError `output-unwritable` for the checkpoint
 */
export async function trainRecurrent(
  task: RecurrentTask,
  hooks: TrainingHooks,
): Promise<TrainedRecurrent> {
  const plan = new TrainingPlan(task);
  const network = networkOf(task);
  const { options, sequence, labels } = task;
  const step = await TrainingStep.open({ ...network, ...options });
  const held = plan.validationFrom;
  const validation =
    held === null
      ? null
      : await Validation.open({ ...network, ...options }, sequence, labels, held);
  try {
    return await new Training(task, plan, step, validation, hooks).run();
  } finally {
    await step.release();
    await validation?.release();
  }
}

class Training {
  private standing: Standing;

  constructor(
    private readonly task: RecurrentTask,
    private readonly plan: TrainingPlan,
    private readonly step: TrainingStep,
    private readonly validation: Validation | null,
    private readonly hooks: TrainingHooks,
  ) {
    const random = plan.forWeights();
    const shape = networkOf(task);
    initialWeights(shape, random.fork(0), step.banks.current.parameters);
    initialEmbedding(random.fork(1), step.embedding.bank.parameters);
    this.standing = {
      epoch: 0,
      step: 0,
      taken: 0,
      loss: 0,
      weight: 0,
      points: [],
      best: null,
    };
  }

  async run(): Promise<TrainedRecurrent> {
    const { checkpoint, options } = this.task;
    if (checkpoint !== null) {
      const found = await readCheckpoint(checkpoint, this.task, this.state());
      if (found) this.standing = found;
    }
    try {
      while (this.standing.epoch < options.epochs && !this.stale()) await this.runEpoch();
    } catch (error) {
      await this.keep();
      throw error;
    }
    return this.result();
  }

  private async runEpoch(): Promise<void> {
    const { standing, plan, step } = this;
    const { batch, learningRate } = this.task.options;
    const order = plan.order(standing.epoch);
    for (; standing.step < plan.stepsPerEpoch; standing.step += 1) {
      await this.hooks.pause();
      const weight = this.fill(order.subarray(standing.step * batch, (standing.step + 1) * batch));
      if (weight > 0) {
        const rate = learningRate * this.annealing();
        const random = plan.forStep(standing.epoch, standing.step);
        const loss = await step.run(rate, standing.taken + 1, random);
        standing.taken += 1;
        standing.loss += loss * weight;
        standing.weight += weight;
      }
      if (standing.step + 1 < plan.stepsPerEpoch) this.report(standing.step + 1);
    }
    await this.endEpoch();
  }

  private async endEpoch(): Promise<void> {
    const { standing, step, validation } = this;
    const { parameters } = step.banks.current;
    const table = step.embedding.bank.parameters;
    const measured = (await validation?.measure(parameters, table)) ?? null;
    standing.epoch += 1;
    standing.step = 0;
    standing.points.push({
      epoch: standing.epoch,
      loss: standing.loss / standing.weight,
      validationLoss: measured?.loss ?? null,
      validationAccuracy: measured?.accuracy ?? null,
    });
    const best = standing.best;
    const loss = measured?.loss ?? null;
    // Without a block held out the last epoch is the one to keep.
    if (best === null || loss === null || best.loss === null || loss < best.loss) {
      const kept = { parameters: parameters.slice(), table: table.slice() };
      standing.best = { epoch: standing.epoch, loss, ...kept };
    }
    this.report(0);
    standing.loss = 0;
    standing.weight = 0;
    await this.keep();
  }

  /** Whether the loss on the block held out has not fallen for long. */
  private stale(): boolean {
    const { epoch, best } = this.standing;
    if (this.validation === null || best === null) return false;
    return epoch - best.epoch >= this.task.options.patience;
  }

  private result(): TrainedRecurrent {
    const { points, best, epoch } = this.standing;
    const { parameters, table, epoch: keptEpoch } = best!;
    const ended = epoch < this.task.options.epochs ? 'early' : 'epochs';
    return { parameters, table, points, keptEpoch, ended };
  }

  /** Fills the batch. @returns how much its packets count together */
  private fill(starts: Int32Array): number {
    const { batch, labels, weights } = this.step;
    const { window, size } = batch;
    const { trainEnd, classWeights } = this.plan;
    batch.fill(this.task.sequence, starts);
    labels.fill(0);
    weights.fill(0);
    let sum = 0;
    for (let w = 0; w < starts.length; w += 1) {
      const start = starts[w]!;
      const steps = Math.min(window, trainEnd - start);
      for (let t = 0; t < steps; t += 1) {
        const label = this.task.labels[start + t]!;
        if (label === NO_LABEL) continue;
        labels[t * size + w] = label;
        weights[t * size + w] = classWeights[label]!;
        sum += classWeights[label]!;
      }
    }
    return sum;
  }

  private annealing(): number {
    const { epochs, annealed } = this.task.options;
    const { epoch, step } = this.standing;
    const done = (epoch + step / this.plan.stepsPerEpoch) / epochs;
    return annealed ? (1 + Math.cos(Math.PI * done)) / 2 : 1;
  }

  /** @param steps done of the epoch that runs; 0: at its end */
  private report(steps: number): void {
    const { epoch, points, loss, weight } = this.standing;
    const { stepsPerEpoch } = this.plan;
    const total = stepsPerEpoch * this.task.options.epochs;
    const done = epoch * stepsPerEpoch + steps;
    const point =
      steps === 0
        ? points.at(-1)!
        : {
            epoch: done / stepsPerEpoch,
            loss: weight > 0 ? loss / weight : 0,
            validationLoss: null,
            validationAccuracy: null,
          };
    this.hooks.report(done, total, point);
  }

  private async keep(): Promise<void> {
    const { checkpoint } = this.task;
    if (checkpoint !== null) {
      await writeCheckpoint(checkpoint, this.task, this.standing, this.state());
    }
  }

  private state(): { bank: Bank; embedding: Bank } {
    return { bank: this.step.banks.current, embedding: this.step.embedding.bank };
  }
}
