import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { FeatureMatrix, Predictions } from '../../contract/learning';

/** A forest in onnxruntime, to compare with. Release it before its process or thread ends. */
export class RuntimeForest {
  private constructor(
    private readonly session: InferenceSession,
    private readonly classes: number,
  ) {}

  static async open(onnx: Uint8Array, classes: number, threads = 1): Promise<RuntimeForest> {
    const session = await InferenceSession.create(onnx, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      enableCpuMemArena: false,
      logSeverityLevel: 4,
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return new RuntimeForest(session, classes);
  }

  /** Labels all rows in batches of a few thousand, which is fastest. */
  async predict({ rows, columns, values }: FeatureMatrix, batch = 4096): Promise<Predictions> {
    const { classes } = this;
    const label = new Uint16Array(rows);
    const probability = new Float32Array(rows * classes);
    for (let first = 0; first < rows; first += batch) {
      const count = Math.min(batch, rows - first);
      const input = values.subarray(first * columns, (first + count) * columns);
      const given = await this.session.run({
        features: new Tensor('float32', input, [count, columns]),
      });
      label.set(Array.from(given['label']!.data as BigInt64Array, Number), first);
      probability.set(given['probabilities']!.data as Float32Array, first * classes);
    }
    return { rows, classes, label, probability };
  }

  release(): Promise<void> {
    return this.session.release();
  }
}
