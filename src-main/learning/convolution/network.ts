import { convolve, maxPool } from '../network/convolve';
import { keptShares } from '../network/dropout';
import { sizeOf, type Value } from '../network/graph-builder';
import { linear, mul, relu, reshape } from '../network/operators';
import type { Tape } from '../network/tape';

/** What a convolutional network looks at, and what it tells. */
export interface NetworkShape {
  /** Steps of time. */
  readonly bins: number;
  /** Numbers of each step. */
  readonly channels: number;
  /** A number of classes, or one number that is never below 0 (the paper's counter). */
  readonly head: { readonly classes: number } | 'number';
}

/**
 * The layers (Ma et al. say three convolutions, three poolings, two dense layers; the sizes are ours):
 * each convolution keeps its length, each pooling leaves a quarter of it.
 */
const CONVOLUTIONS = [
  { outputs: 32, kernel: 7 },
  { outputs: 64, kernel: 5 },
  { outputs: 128, kernel: 3 },
] as const;
export const POOL = 4;
export const HIDDEN = 64;
/** Shorter ones leave nothing after the last pooling. */
export const FEWEST_BINS = POOL ** CONVOLUTIONS.length;

function outputsOf({ head }: NetworkShape): number {
  return head === 'number' ? 1 : head.classes;
}

/** Shapes in the order of the flat list: weights [kernel x inputs, outputs] and bias of each layer. */
export function parameterShapes(shape: NetworkShape): number[][] {
  let { bins, channels } = shape;
  const layers = CONVOLUTIONS.flatMap(({ outputs, kernel }) => {
    const layer = [[kernel * channels, outputs], [outputs]];
    channels = outputs;
    bins = Math.floor(bins / POOL);
    return layer;
  });
  const outputs = outputsOf(shape);
  return [...layers, [bins * channels, HIDDEN], [HIDDEN], [HIDDEN, outputs], [outputs]];
}

export function parameterCount(shape: NetworkShape): number {
  return parameterShapes(shape).reduce((sum, lengths) => sum + sizeOf(lengths), 0);
}

/**
 * From time arrays to what the head gives: logits [batch, classes], or numbers [batch].
 * @param x [batch, bins, channels]; the batch may be -1
 * @param values in the order of `parameterShapes`
 * @param dropout share of the hidden layer that a fed mask leaves out; 0 has no mask
 */
export function forward(
  tape: Tape,
  shape: NetworkShape,
  x: Value,
  values: readonly Value[],
  dropout: number,
): Value {
  const batch = x.shape[0]!;
  const at = (layer: number): [Value, Value] => [values[2 * layer]!, values[2 * layer + 1]!];
  let y = x;
  // ReLU after the pooling is ReLU before it, for a quarter of the work.
  CONVOLUTIONS.forEach((_, i) => {
    y = relu(tape, maxPool(tape, convolve(tape, y, ...at(i)), POOL));
  });
  const [, bins, channels] = y.shape as [number, number, number];
  const flat = reshape(tape, y, [batch, bins * channels]);
  let hidden = relu(tape, linear(tape, flat, ...at(CONVOLUTIONS.length)));
  if (dropout > 0) hidden = mul(tape, hidden, keptShares(tape.graph, hidden.shape, dropout));
  const found = linear(tape, hidden, ...at(CONVOLUTIONS.length + 1));
  if (shape.head !== 'number') return found;
  return relu(tape, reshape(tape, found, [batch]));
}
