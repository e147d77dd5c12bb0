import { availableParallelism } from 'node:os';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { HomeMoleError } from '../contract/errors';
import { checkpoint, quietJob, type Job } from '../contract/job';
import type { FeatureMatrix, Predictions } from '../contract/learning';

/** Rows in one run of the model, which holds up its thread: 80 ms at 50,000 rows a second. */
const BATCH_ROWS = 4096;

/** What a model must look like to be used. */
export interface Expected {
  readonly columns: number;
  readonly classes: number;
  /** Where the model is from, for the error. */
  readonly folder?: string;
}

/**
 * A trained model in onnxruntime: `features` [N, columns] float32 in, `label` [N] int64 and
 * `probabilities` [N, classes] float32 out. Release it before its process or thread ends.
 */
export class Classifier {
  private running: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly session: InferenceSession,
    private readonly expect: Expected,
  ) {}

  /** @throws HomeMoleError `model-malformed` when it is no model, or not of this shape */
  static async fromBytes(model: Uint8Array, expect: Expected): Promise<Classifier> {
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(model, {
        executionProviders: ['cpu'],
        intraOpNumThreads: availableParallelism(),
        interOpNumThreads: 1,
        // Buffers of a batch are given back: audits run long after their models do.
        enableCpuMemArena: false,
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
    } catch (error) {
      throw malformed(expect, error);
    }
    const detail = mismatch(session, expect);
    if (detail !== null) {
      await session.release();
      throw malformed(expect, detail);
    }
    return new Classifier(session, expect);
  }

  /**
   * Labels all rows, in batches between which the event loop gets its turn.
   *
   * @throws HomeMoleError `cancelled` between two batches; `model-malformed` when the model fails
   */
  predict(matrix: FeatureMatrix, job: Job = quietJob): Promise<Predictions> {
    const next = this.running.then(() => this.run(matrix, job));
    this.running = next.catch(() => undefined);
    return next;
  }

  /** Waits for what runs, then frees the model. */
  async release(): Promise<void> {
    await this.running;
    await this.session.release();
  }

  private async run(matrix: FeatureMatrix, job: Job): Promise<Predictions> {
    const { rows, columns, values } = matrix;
    const { classes } = this.expect;
    if (columns !== this.expect.columns) {
      throw new RangeError(`the model wants ${this.expect.columns} columns, not ${columns}`);
    }
    const label = new Uint16Array(rows);
    const probability = new Float32Array(rows * classes);
    for (let first = 0; first < rows; first += BATCH_ROWS) {
      await checkpoint(job);
      const count = Math.min(BATCH_ROWS, rows - first);
      const input = values.subarray(first * columns, (first + count) * columns);
      const labels = new BigInt64Array(count);
      await this.session
        .run(
          { features: new Tensor('float32', input, [count, columns]) },
          {
            label: new Tensor('int64', labels, [count]),
            probabilities: new Tensor(
              'float32',
              probability.subarray(first * classes, (first + count) * classes),
              [count, classes],
            ),
          },
        )
        .catch((error: unknown) => {
          throw malformed(this.expect, error);
        });
      const words = new Int32Array(labels.buffer);
      for (let row = 0; row < count; row += 1) {
        const given = words[2 * row]! >>> 0;
        if (given >= classes) throw malformed(this.expect, `label ${given} of ${classes} classes`);
        label[first + row] = given;
      }
      job.report({ stage: 'labelling', done: first + count, total: rows, unit: 'rows' });
    }
    return { rows, classes, label, probability };
  }
}

function malformed(expect: Expected, cause: unknown): HomeMoleError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new HomeMoleError('model-malformed', { folder: expect.folder ?? '', detail });
}

/** What is wrong with a session's inputs and outputs; null when nothing is. */
function mismatch(session: InferenceSession, expect: Expected): string | null {
  return (
    wrong('input', session.inputMetadata, { features: ['float32', expect.columns] }) ??
    wrong('output', session.outputMetadata, {
      label: ['int64'],
      probabilities: ['float32', expect.classes],
    })
  );
}

/** `wanted`: by name the element type and the lengths after the first, which is the batch. */
function wrong(
  side: string,
  given: readonly InferenceSession.ValueMetadata[],
  wanted: Record<string, readonly [type: string, ...lengths: number[]]>,
): string | null {
  const text = (values: readonly InferenceSession.ValueMetadata[]): string =>
    values.map((value) => value.name).join(', ');
  const names = Object.keys(wanted);
  if (given.length !== names.length || !given.every((value) => value.name in wanted)) {
    return `${side}s are ${text(given)}, not ${names.join(', ')}`;
  }
  for (const value of given) {
    const [type, ...lengths] = wanted[value.name]!;
    const shape = value.isTensor ? value.shape : [];
    const fits =
      value.isTensor &&
      value.type === type &&
      shape.length === lengths.length + 1 &&
      typeof shape[0] === 'string' &&
      lengths.every((length, i) => shape[i + 1] === length);
    if (!fits) {
      const found = value.isTensor ? `${value.type} [${shape.join(', ')}]` : 'no tensor';
      return `${side} ${value.name} is ${found}, not ${type} [N${lengths.map((n) => `, ${n}`).join('')}]`;
    }
  }
  return null;
}
