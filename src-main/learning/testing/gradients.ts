import { Tensor } from 'onnxruntime-node';
import { GraphBuilder } from '../network/graph-builder';
import { openSession } from '../network/session';
import { Tape } from '../network/tape';
import { parameterCount } from '../recurrent/network';
import { lossGraph, type StepShape } from '../recurrent/step-graph';

/** What one batch of a network is made of, flat lists as in `stepGraph`. */
export interface Batch {
  readonly features: readonly number[];
  readonly portRows: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  readonly mask: readonly number[];
}

export interface Differentiated {
  readonly loss: number;
  /** [window x batch, classes] */
  readonly logits: Float32Array;
  readonly gradients: Float32Array;
  /** [window, batch, embedding] */
  readonly embedded: Float32Array;
}

/** The training graph without Adam: loss, logits and gradients of given weights. */
export async function openGradients(shape: StepShape, batch: Batch) {
  const graph = new GraphBuilder();
  const tape = new Tape(graph);
  const length = parameterCount(shape);
  const parameters = graph.input('parameters', 'float32', [length]);
  const { loss, logits, embedded, values } = lossGraph(tape, shape, parameters);
  const found = tape.gradients(loss, embedded ? [...values, embedded] : values);
  for (const value of [loss, logits, ...found]) graph.output(value);
  const session = await openSession(graph.model('gradients'));
  const { window, batch: size, columns, ports, embedding, hidden, directions } = shape;
  const feeds: Record<string, Tensor> = {
    features: new Tensor('float32', Float32Array.from(batch.features), [window, size, columns]),
    labels: new Tensor('int32', Int32Array.from(batch.labels), [window * size]),
    weights: new Tensor('float32', Float32Array.from(batch.weights), [window * size]),
  };
  if (shape.dropout > 0) {
    const lengths = [window, size, directions * hidden];
    feeds['mask'] = new Tensor('uint8', Uint8Array.from(batch.mask), lengths);
  }
  if (ports > 0)
    feeds['ports'] = new Tensor('int32', Int32Array.from(batch.portRows), [window, size]);
  return {
    async at(weights: Float32Array, table: Float32Array): Promise<Differentiated> {
      const given: Record<string, Tensor> = {
        ...feeds,
        parameters: new Tensor('float32', weights, [length]),
      };
      if (ports > 0) given['table'] = new Tensor('float32', table, [ports, embedding]);
      const result = await session.run(given);
      const numbers = (name: string): Float32Array => result[name]!.data as Float32Array;
      const lists = found.slice(0, values.length).map(({ name }) => [...numbers(name)]);
      return {
        loss: numbers(loss.name)[0]!,
        logits: numbers(logits.name),
        gradients: Float32Array.from(lists.flat()),
        embedded: embedded ? numbers(found.at(-1)!.name) : new Float32Array(0),
      };
    },
    release: () => session.release(),
  };
}
