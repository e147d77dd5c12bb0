import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { Random } from '../../contract/random';
import { corrections } from '../network/adam';
import { Banks } from '../network/banks';
import { drawMask } from '../network/dropout';
import { openSession } from '../network/session';
import { Embedding } from './embedding';
import { parameterCount } from './network';
import { type StepShape, stepGraph } from './step-graph';
import { WindowBatch } from './window-batch';

/**
 * A network that learns: its weights, and the session that takes a step. Everything a step reads and
 * writes is fixed memory. Release it before its thread ends.
 */
export class TrainingStep {
  readonly banks: Banks;
  readonly embedding: Embedding;
  readonly batch: WindowBatch;
  /** Class of each packet of the batch, in its order, and how much it counts; 0 is not learned from. */
  readonly labels: Int32Array;
  readonly weights: Float32Array;
  private readonly mask: Uint8Array;
  private readonly loss = new Float32Array(1);
  private readonly scalars = {
    rate: new Float32Array(1),
    firstCorrection: new Float32Array(1),
    secondCorrection: new Float32Array(1),
  };
  private readonly embeddedGradient: Float32Array;
  private readonly feeds: Record<string, Tensor>;
  private readonly fetches: Record<string, Tensor>;

  private constructor(
    private readonly session: InferenceSession,
    private readonly shape: StepShape,
  ) {
    const { window, batch, columns, ports, embedding, hidden, directions, dropout } = shape;
    const packets = window * batch;
    this.banks = new Banks(parameterCount(shape));
    this.embedding = new Embedding(ports, embedding);
    this.batch = new WindowBatch(window, batch, columns);
    this.labels = new Int32Array(packets);
    this.weights = new Float32Array(packets);
    this.mask = new Uint8Array(dropout > 0 ? packets * directions * hidden : 0);
    this.embeddedGradient = new Float32Array(ports > 0 ? packets * embedding : 0);
    const { rate, firstCorrection, secondCorrection } = this.scalars;
    this.feeds = {
      features: new Tensor('float32', this.batch.features, [window, batch, columns]),
      labels: new Tensor('int32', this.labels, [packets]),
      weights: new Tensor('float32', this.weights, [packets]),
      rate: new Tensor('float32', rate, []),
      firstCorrection: new Tensor('float32', firstCorrection, []),
      secondCorrection: new Tensor('float32', secondCorrection, []),
    };
    this.fetches = { loss: new Tensor('float32', this.loss, []) };
    if (dropout > 0) {
      const lengths = [window, batch, directions * hidden];
      this.feeds['mask'] = new Tensor('uint8', this.mask, lengths);
    }
    if (ports > 0) {
      const { parameters } = this.embedding.bank;
      this.feeds['ports'] = new Tensor('int32', this.batch.ports, [window, batch]);
      this.feeds['table'] = new Tensor('float32', parameters, [ports, embedding]);
      const lengths = [window, batch, embedding];
      this.fetches['embeddedGradient'] = new Tensor('float32', this.embeddedGradient, lengths);
    }
  }

  static async open(shape: StepShape): Promise<TrainingStep> {
    return new TrainingStep(await openSession(stepGraph(shape)), shape);
  }

  /**
   * Learns from the batch as it is filled.
   * @param step How many there were with this one: Adam's count.
   * @param random For what is left out; a generator of this step's own.
   * @returns the mean loss of its packets before
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
      { ...this.fetches, nextParameters: parameters, nextFirst: first, nextSecond: second },
    );
    banks.swap();
    if (shape.ports > 0) this.embedding.learn(this.embeddedGradient, this.batch.ports, rate, step);
    return this.loss[0]!;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
