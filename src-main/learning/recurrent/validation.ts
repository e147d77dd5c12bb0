import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { PacketSequence } from '../../contract/learning';
import { openSession } from '../network/session';
import { type ForwardShape, validationGraph } from './forward-graph';
import { NO_LABEL } from './options';
import { WindowBatch, windowStarts } from './window-batch';

const BATCH = 32;

/** Tests a network while it learns, on the packets of a block it does not learn from. */
export class Validation {
  private readonly batch: WindowBatch;
  private readonly probabilities: Float32Array;
  private readonly starts: Int32Array;

  private constructor(
    private readonly session: InferenceSession,
    private readonly shape: ForwardShape,
    private readonly sequence: PacketSequence,
    private readonly labels: Uint16Array,
    from: number,
  ) {
    const { window, columns, classes } = shape;
    this.batch = new WindowBatch(window, BATCH, columns);
    this.probabilities = new Float32Array(window * BATCH * classes);
    this.starts = windowStarts(from, sequence.rows, window, window);
  }

  /** @param from First packet of the block, which goes on to the end of the sequence. */
  static async open(
    shape: ForwardShape,
    sequence: PacketSequence,
    labels: Uint16Array,
    from: number,
  ): Promise<Validation> {
    const session = await openSession(validationGraph(shape));
    return new Validation(session, shape, sequence, labels, from);
  }

  /** Mean cross-entropy in nats, and share of right labels. */
  async measure(
    parameters: Float32Array,
    table: Float32Array,
  ): Promise<{ loss: number; accuracy: number }> {
    const { window, classes } = this.shape;
    let packets = 0;
    let loss = 0;
    let right = 0;
    for (let first = 0; first < this.starts.length; first += BATCH) {
      const starts = this.starts.subarray(first, first + BATCH);
      await this.run(starts, parameters, table);
      for (let w = 0; w < starts.length; w += 1) {
        const begin = this.firstNew(first + w);
        for (let t = begin; t < window && starts[w]! + t < this.labels.length; t += 1) {
          const label = this.labels[starts[w]! + t]!;
          if (label === NO_LABEL) continue;
          const row = this.probabilities.subarray((t * BATCH + w) * classes).subarray(0, classes);
          packets += 1;
          loss -= Math.log(Math.max(row[label]!, 1e-30));
          if (row.every((share) => share <= row[label]!)) right += 1;
        }
      }
    }
    return { loss: loss / packets, accuracy: right / packets };
  }

  release(): Promise<void> {
    return this.session.release();
  }

  /** The last window reaches back into the one before. */
  private firstNew(index: number): number {
    if (index === 0) return 0;
    return this.starts[index - 1]! + this.shape.window - this.starts[index]!;
  }

  private async run(
    starts: Int32Array,
    parameters: Float32Array,
    table: Float32Array,
  ): Promise<void> {
    const { window, columns, classes, ports, embedding } = this.shape;
    this.batch.fill(this.sequence, starts);
    const feeds: Record<string, Tensor> = {
      features: new Tensor('float32', this.batch.features, [window, BATCH, columns]),
      parameters: new Tensor('float32', parameters, [parameters.length]),
    };
    if (ports > 0) {
      feeds['ports'] = new Tensor('int32', this.batch.ports, [window, BATCH]);
      feeds['table'] = new Tensor('float32', table, [ports, embedding]);
    }
    const probabilities = new Tensor('float32', this.probabilities, [window, BATCH, classes]);
    await this.session.run(feeds, { probabilities });
  }
}
