import { Tensor } from 'onnxruntime-node';
import { type StepShape, lossGraph } from '../convolution/graphs';
import { parameterCount } from '../convolution/network';
import { GraphBuilder } from '../network/graph-builder';
import { openSession } from '../network/session';
import { Tape } from '../network/tape';

/** One batch, flat lists as in `stepGraph`. */
export interface SampleBatch {
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  readonly mask: readonly number[];
}

/** The training graph without Adam: loss, what is found and gradients of given weights. */
export async function openConvolution(shape: StepShape, batch: SampleBatch) {
  const graph = new GraphBuilder();
  const tape = new Tape(graph);
  const length = parameterCount(shape);
  const parameters = graph.input('parameters', 'float32', [length]);
  const { loss, found, values } = lossGraph(tape, shape, parameters);
  const gradients = tape.gradients(loss, values);
  for (const value of [loss, found, ...gradients]) graph.output(value);
  const session = await openSession(graph.model('gradients'));
  const { batch: size, bins, channels, head, dropout } = shape;
  const feeds: Record<string, Tensor> = {
    features: new Tensor('float32', Float32Array.from(batch.features), [size, bins, channels]),
    weights: new Tensor('float32', Float32Array.from(batch.weights), [size]),
    labels:
      head === 'number'
        ? new Tensor('float32', Float32Array.from(batch.labels), [size])
        : new Tensor('int32', Int32Array.from(batch.labels), [size]),
  };
  if (dropout > 0) feeds['mask'] = new Tensor('uint8', Uint8Array.from(batch.mask), [size, 64]);
  return {
    async at(weights: Float32Array) {
      const parameters = new Tensor('float32', weights, [length]);
      const result = await session.run({ ...feeds, parameters });
      const numbers = (name: string): Float32Array => result[name]!.data as Float32Array;
      return {
        loss: numbers(loss.name)[0]!,
        found: numbers(found.name),
        gradients: gradients.map(({ name }) => numbers(name)),
      };
    },
    release: () => session.release(),
  };
}

/** The numbers that testing/torch/convolution.py fills lists with: in [-1, 1), multiples of 1 / 32768. */
export function noise(i: number): number {
  return (Math.floor(((i * 40503 + 2531) * ((i % 89) + 7)) / 8) % 65536) / 32768 - 1;
}
