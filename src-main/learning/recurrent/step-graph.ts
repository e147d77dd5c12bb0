import { adam } from '../network/adam';
import { softmaxCrossEntropy } from '../network/cross-entropy';
import { castTo, GraphBuilder, type Value } from '../network/graph-builder';
import { lstm } from '../network/lstm';
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
  const length = parameterCount(shape);
  const state = (name: string): Value => graph.input(name, 'float32', [length]);
  const parameters = state('parameters');
  const { loss, embedded, values } = lossGraph(tape, shape, parameters);
  graph.output(loss);
  const wanted = embedded ? [...values, embedded] : values;
  const gradients = tape.gradients(loss, wanted);
  if (embedded) outputAs(graph, gradients[values.length]!, 'embeddedGradient');
  const flat = gradients.slice(0, values.length).map((gradient, i) => {
    const size = values[i]!.shape.reduce((product, one) => product * one, 1);
    return graph.node('Reshape', [gradient, graph.integers(size)], [size]);
  });
  const gradient = graph.node('Concat', flat, [length], { attributes: { axis: { int: 0 } } });
  const scalar = (name: string): Value => graph.input(name, 'float32', []);
  const next = adam(
    graph,
    { parameters, first: state('first'), second: state('second') },
    gradient,
    {
      rate: scalar('rate'),
      firstCorrection: scalar('firstCorrection'),
      secondCorrection: scalar('secondCorrection'),
    },
    { parameters: 'nextParameters', first: 'nextFirst', second: 'nextSecond' },
  );
  for (const value of Object.values(next) as Value[]) graph.output(value);
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

/** The mask as what outputs are multiplied with: 0, or what makes up for those left out. */
function keptShares(graph: GraphBuilder, shape: readonly number[], dropout: number): Value {
  const mask = graph.input('mask', 'uint8', shape);
  const ones = graph.node('Cast', [mask], shape, { attributes: castTo('float32') });
  return graph.node('Mul', [ones, graph.scalar(1 / (1 - dropout))], shape);
}

function outputAs(graph: GraphBuilder, value: Value, name: string): void {
  graph.output(graph.node('Identity', [value], value.shape, { names: [name] }));
}
