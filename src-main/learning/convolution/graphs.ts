import { softmaxCrossEntropy } from '../network/cross-entropy';
import { GraphBuilder, sizeOf, type Value } from '../network/graph-builder';
import { outputNextState } from '../network/next-state';
import { unpack } from '../network/operators';
import { squaredError } from '../network/squared-error';
import { Tape } from '../network/tape';
import { forward, type NetworkShape, parameterCount, parameterShapes } from './network';

/** What a training step is built for; all of it is baked into the graph. */
export interface StepShape extends NetworkShape {
  readonly batch: number;
  /** Share of the hidden layer that is left out; 0 has no mask. */
  readonly dropout: number;
}

/**
 * A training step as a model: forward pass, backward pass and Adam.
 *
 * Inputs: `features` [batch, bins, channels], `labels` [batch] (int32 classes, or float32 numbers), `weights`
 * [batch], `mask` uint8 [batch, hidden] (1 is kept), `parameters`, and those of `outputNextState`, whose outputs
 * come beside the `loss`.
 */
export function stepGraph(shape: StepShape): Uint8Array {
  const graph = new GraphBuilder();
  const tape = new Tape(graph);
  const parameters = graph.input('parameters', 'float32', [parameterCount(shape)]);
  const { loss, values } = lossGraph(tape, shape, parameters);
  graph.output(loss);
  outputNextState(graph, parameters, tape.gradients(loss, values));
  return graph.model('training step');
}

/** The forward pass up to the loss: cross-entropy of classes, squared error of numbers. */
export function lossGraph(tape: Tape, shape: StepShape, parameters: Value) {
  const { graph } = tape;
  const { batch, bins, channels, head, dropout } = shape;
  const values = unpack(tape, parameters, parameterShapes(shape)).map((value) =>
    tape.follow(value),
  );
  const x = graph.input('features', 'float32', [batch, bins, channels]);
  const found = forward(tape, shape, x, values, dropout);
  const labels = graph.input('labels', head === 'number' ? 'float32' : 'int32', [batch]);
  const weights = graph.input('weights', 'float32', [batch]);
  const lossOf = head === 'number' ? squaredError : softmaxCrossEntropy;
  return { loss: lossOf(tape, found, labels, weights, 'loss'), found, values };
}

/**
 * The network with its weights inside, as it is kept: `features` [N, bins, channels] in; `found` out, the
 * probabilities [N, classes] or the numbers [N].
 * @param parameters in the order of `parameterShapes`
 */
export function encodeConvolution(
  shape: NetworkShape,
  parameters: Float32Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new GraphBuilder();
  let at = 0;
  const values = parameterShapes(shape).map((lengths) => {
    const size = sizeOf(lengths);
    at += size;
    return graph.constant(parameters.slice(at - size, at), lengths);
  });
  outputFound(graph, shape, values);
  return graph.model('convolution', metadata);
}

/** The same with its weights as the input `parameters`: to be tested while it learns. */
export function validationGraph(shape: NetworkShape): Uint8Array {
  const graph = new GraphBuilder();
  const flat = graph.input('parameters', 'float32', [parameterCount(shape)]);
  outputFound(graph, shape, unpack(new Tape(graph), flat, parameterShapes(shape)));
  return graph.model('validation');
}

function outputFound(graph: GraphBuilder, shape: NetworkShape, values: readonly Value[]): void {
  const { bins, channels, head } = shape;
  const x = graph.input('features', 'float32', [-1, bins, channels]);
  const found = forward(new Tape(graph), shape, x, values, 0);
  const named = { names: ['found'] };
  const attributes = { axis: { int: 1 } };
  graph.output(
    head === 'number'
      ? graph.node('Identity', [found], found.shape, named)
      : graph.node('Softmax', [found], found.shape, { attributes, ...named }),
  );
}
