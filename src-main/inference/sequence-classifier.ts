import { InferenceSession, Tensor } from 'onnxruntime-node';
import { HomeMoleError } from '../contract/errors';
import { checkpoint, type Job } from '../contract/job';
import type { PacketSequence, Predictions } from '../contract/learning';
import { WindowBatch, windowStarts } from '../learning';

/** Windows in one run of the model: enough to fill the processor, 5 ms of work. */
const BATCH = 32;

/** What a recurrent model must look like to be used. */
export interface ExpectedNetwork {
  readonly columns: number;
  readonly classes: number;
  /** Whether ports are embedded. */
  readonly withPorts: boolean;
  /** Where the model is from, for the error. */
  readonly folder: string;
}

/**
 * A trained recurrent network in onnxruntime: `features` [window, N, columns] float32 in, with ports also
 * `ports` [window, N] int32; `probabilities` [window, N, classes] float32 out. One thread; its memory is
 * made once. Release it before its process or thread ends.
 */
export class SequenceClassifier {
  private running: Promise<unknown> = Promise.resolve();
  private readonly full: WindowBatch;
  private readonly given: Float32Array;

  private constructor(
    private readonly session: InferenceSession,
    private readonly expect: ExpectedNetwork,
    /** Packets in a window, as the model was built for. */
    readonly window: number,
  ) {
    this.full = new WindowBatch(window, BATCH, expect.columns);
    this.given = new Float32Array(window * BATCH * expect.classes);
  }

  /** @throws HomeMoleError `model-malformed` when it is no model, or not of this shape */
  static async fromBytes(model: Uint8Array, expect: ExpectedNetwork): Promise<SequenceClassifier> {
    let session: InferenceSession;
    try {
      session = await InferenceSession.create(model, {
        executionProviders: ['cpu'],
        intraOpNumThreads: 1,
        interOpNumThreads: 1,
        logSeverityLevel: 4,
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      });
    } catch (error) {
      throw malformed(expect, error);
    }
    const window = windowOf(session, expect);
    if (window === null) {
      await session.release();
      throw malformed(expect, 'its inputs and outputs are not those of a recurrent network');
    }
    return new SequenceClassifier(session, expect, window);
  }

  /**
   * Labels the packets of a sequence in windows that do not overlap; the last one reaches back into the
   * one before to be whole.
   * @throws HomeMoleError `cancelled` between two batches; `model-malformed` when the model fails
   */
  predict(sequence: PacketSequence, job: Job): Promise<Predictions> {
    const next = this.running.then(() => this.run(sequence, job));
    this.running = next.catch(() => undefined);
    return next;
  }

  /** Waits for what runs, then frees the model. */
  async release(): Promise<void> {
    await this.running;
    await this.session.release();
  }

  private async run(sequence: PacketSequence, job: Job): Promise<Predictions> {
    const { rows } = sequence;
    const { classes } = this.expect;
    const result = {
      rows,
      classes,
      label: new Uint16Array(rows),
      probability: new Float32Array(rows * classes),
    };
    const starts = windowStarts(0, rows, this.window, this.window);
    let done = 0;
    for (let first = 0; first < starts.length; first += BATCH) {
      await checkpoint(job);
      const some = starts.subarray(first, first + BATCH);
      const batch = this.batchOf(some.length);
      batch.fill(sequence, some);
      await this.ask(batch);
      for (let w = 0; w < some.length; w++) {
        this.take(batch, w, some[w]!, done, result);
        done = Math.min(rows, some[w]! + this.window);
      }
      job.report({ stage: 'labelling', done, total: rows, unit: 'packets' });
    }
    return result;
  }

  /** A full batch is the same memory each time; a smaller one is made as it comes. */
  private batchOf(size: number): WindowBatch {
    return size === BATCH ? this.full : new WindowBatch(this.window, size, this.expect.columns);
  }

  private async ask({ window, size, features, ports }: WindowBatch): Promise<void> {
    const { columns, classes, withPorts } = this.expect;
    const feeds: Record<string, Tensor> = {
      features: new Tensor('float32', features, [window, size, columns]),
    };
    if (withPorts) feeds['ports'] = new Tensor('int32', ports, [window, size]);
    const output = this.given.subarray(0, window * size * classes);
    const probabilities = new Tensor('float32', output, [window, size, classes]);
    await this.session.run(feeds, { probabilities }).catch((error: unknown) => {
      throw malformed(this.expect, error);
    });
  }

  /** Takes over what window `w` of the batch says of its packets from `done` on. */
  private take(
    { size }: WindowBatch,
    w: number,
    start: number,
    done: number,
    result: Predictions,
  ): void {
    const { classes, rows, label, probability } = result;
    const end = Math.min(rows, start + this.window);
    for (let packet = Math.max(start, done); packet < end; packet++) {
      const from = ((packet - start) * size + w) * classes;
      let best = 0;
      for (let c = 0; c < classes; c++) {
        const share = this.given[from + c]!;
        probability[packet * classes + c] = share;
        if (share > this.given[from + best]!) best = c;
      }
      label[packet] = best;
    }
  }
}

/** The window that a session is for; null when its inputs and outputs are not as expected. */
function windowOf(session: InferenceSession, expect: ExpectedNetwork): number | null {
  const { columns, classes, withPorts } = expect;
  const shapes = new Map<string, string>();
  let window = 0;
  for (const value of [...session.inputMetadata, ...session.outputMetadata]) {
    if (!value.isTensor || typeof value.shape[0] !== 'number') return null;
    if (window !== 0 && value.shape[0] !== window) return null;
    window = value.shape[0];
    const lengths = value.shape
      .slice(1)
      .map((length) => (typeof length === 'string' ? 'N' : length));
    shapes.set(value.name, `${value.type} ${lengths.join(' ')}`);
  }
  const wanted: Record<string, string> = {
    features: `float32 N ${columns}`,
    ...(withPorts ? { ports: 'int32 N' } : {}),
    probabilities: `float32 N ${classes}`,
  };
  const fits = Object.entries(wanted).every(([name, shape]) => shapes.get(name) === shape);
  const isSane = window >= 1 && window <= MOST_WINDOW;
  return fits && isSane && shapes.size === Object.keys(wanted).length ? window : null;
}

/** Larger windows are no model of ours; memory grows with them. */
const MOST_WINDOW = 1000;

function malformed(expect: ExpectedNetwork, cause: unknown): HomeMoleError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new HomeMoleError('model-malformed', { folder: expect.folder, detail });
}
