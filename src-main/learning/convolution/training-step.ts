import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Random } from '../../contract/random';
import { corrections } from '../network/adam';
import { Banks } from '../network/banks';
import { drawMask } from '../network/dropout';
import { openSession } from '../network/session';
import { type StepShape, stepGraph } from './graphs';
import { HIDDEN, parameterCount } from './network';

/**
 * A network that learns: its weights, and the session that takes a step. Everything a step reads and writes is
 * fixed memory.
 */
export class TrainingStep {
  readonly banks: Banks;
  /** [batch, bins, channels] */
  readonly features: Float32Array;
  /** Class or number of each sample, and how much it counts; 0 is not learned from. */
  readonly labels: Int32Array | Float32Array;
  readonly weights: Float32Array;
  private readonly mask: Uint8Array;
  private readonly loss = new Float32Array(1);
  private readonly scalars = {
    rate: new Float32Array(1),
    firstCorrection: new Float32Array(1),
    secondCorrection: new Float32Array(1),
  };
  private readonly feeds: Record<string, Tensor>;

  private constructor(
    private readonly session: InferenceSession,
    private readonly shape: StepShape,
  ) {
    const { batch, bins, channels, head, dropout } = shape;
    this.banks = new Banks(parameterCount(shape));
    this.features = new Float32Array(batch * bins * channels);
    this.weights = new Float32Array(batch);
    this.mask = new Uint8Array(dropout > 0 ? batch * HIDDEN : 0);
    const { rate, firstCorrection, secondCorrection } = this.scalars;
    this.feeds = {
      features: new Tensor('float32', this.features, [batch, bins, channels]),
      weights: new Tensor('float32', this.weights, [batch]),
      rate: new Tensor('float32', rate, []),
      firstCorrection: new Tensor('float32', firstCorrection, []),
      secondCorrection: new Tensor('float32', secondCorrection, []),
    };
    if (head === 'number') {
      const labels = new Float32Array(batch);
      this.labels = labels;
      this.feeds['labels'] = new Tensor('float32', labels, [batch]);
    } else {
      const labels = new Int32Array(batch);
      this.labels = labels;
      this.feeds['labels'] = new Tensor('int32', labels, [batch]);
    }
    if (dropout > 0) this.feeds['mask'] = new Tensor('uint8', this.mask, [batch, HIDDEN]);
  }

  static async open(shape: StepShape): Promise<TrainingStep> {
    return new TrainingStep(await openSession(stepGraph(shape)), shape);
  }

  /**
   * Learns from the batch as it is filled.
   * @param step How many there were with this one: Adam's count.
   * @param random For what is left out; a generator of this step's own.
   * @returns the mean loss of its samples before
   */
  async run(rate: number, step: number, random: Random): Promise<number> {
    const { banks, scalars, shape } = this;
    if (shape.dropout > 0) drawMask(random, shape.dropout, this.mask);
    const correction = corrections(step);
    scalars.rate[0] = rate;
    scalars.firstCorrection[0] = correction.first;
    scalars.secondCorrection[0] = correction.second;
    const { parameters, first, second } = banks.written;
    await this.session.run(
      { ...this.feeds, ...banks.read },
      {
        loss: new Tensor('float32', this.loss, []),
        nextParameters: parameters,
        nextFirst: first,
        nextSecond: second,
      },
    );
    banks.swap();
    return this.loss[0]!;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
