import { softmaxCrossEntropy } from '../network/cross-entropy';
import { keptShares } from '../network/dropout';
import { GraphBuilder, type Value } from '../network/graph-builder';
import { lstm } from '../network/lstm';
import { outputNextState } from '../network/next-state';
import { concat, linear, mul, relu, reshape, unpack } from '../network/operators';
import { Tape } from '../network/tape';
import { type NetworkShape, parameterCount, parameterShapes, placeWeights } from './network';

/** What a training step is built for; all of it is baked into the graph. */
export interface StepShape extends NetworkShape {
  readonly window: number;
  readonly batch: number;
  /** Share of the outputs that is left out; 0 has no mask. */
  readonly dropout: number;
  /** Whether ReLU stands between the LSTM and the layer behind. */
  readonly relu: boolean;
}

/**
 * A training step as a model: forward pass, backward pass and Adam.
 *
 * Inputs: `features` [window, batch, columns], `labels` int32 and `weights` [window x batch], `mask`
 * uint8 [window, batch, directions x hidden] (1 is kept), `parameters`, `first` and `second` moments,
 * the scalars of Adam; with ports also `ports` int32 [window, batch] and their `table` [ports, embedding].
 * Outputs: `loss`, `nextParameters`, `nextFirst`, `nextSecond`; with ports `embeddedGradient`
 * [window, batch, embedding], which is summed per port outside: ScatterND races where a port occurs twice.
 */
export function stepGraph(shape: StepShape): Uint8Array {
  const graph = new GraphBuilder();
  const tape = new Tape(graph);
  const parameters = graph.input('parameters', 'float32', [parameterCount(shape)]);
  const { loss, embedded, values } = lossGraph(tape, shape, parameters);
  graph.output(loss);
  const wanted = embedded ? [...values, embedded] : values;
  const gradients = tape.gradients(loss, wanted);
  if (embedded) outputAs(graph, gradients[values.length]!, 'embeddedGradient');
  outputNextState(graph, parameters, gradients.slice(0, values.length));
  return graph.model('training step');
}

/** The forward pass up to the loss. */
export function lossGraph(tape: Tape, shape: StepShape, parameters: Value) {
  const { graph } = tape;
  const { window, batch, columns, ports, embedding, hidden, directions, dropout } = shape;
  const values = unpack(tape, parameters, parameterShapes(shape)).map((value) =>
    tape.follow(value),
  );
  const weights = placeWeights(shape, values);
  const features = graph.input('features', 'float32', [window, batch, columns]);
  let x = features;
  let embedded: Value | null = null;
  if (ports > 0) {
    const table = graph.input('table', 'float32', [ports, embedding]);
    const rows = graph.input('ports', 'int32', [window, batch]);
    embedded = tape.follow(graph.node('Gather', [table, rows], [window, batch, embedding]));
    x = concat(tape, [embedded, features], 2);
  }
  const outputs = weights.directions.map((direction, i) => lstm(tape, x, direction, i === 1));
  let y = outputs.length === 1 ? outputs[0]! : concat(tape, outputs, 2);
  if (shape.relu) y = relu(tape, y);
  if (dropout > 0) y = mul(tape, y, keptShares(graph, y.shape, dropout));
  const rows = reshape(tape, y, [window * batch, directions * hidden]);
  const logits = linear(tape, rows, weights.output, weights.outputBias);
  const labels = graph.input('labels', 'int32', [window * batch]);
  const each = graph.input('weights', 'float32', [window * batch]);
  const loss = softmaxCrossEntropy(tape, logits, labels, each, 'loss');
  return { loss, logits, embedded, values };
}

function outputAs(graph: GraphBuilder, value: Value, name: string): void {
  graph.output(graph.node('Identity', [value], value.shape, { names: [name] }));
}
