import { GraphBuilder, type Value } from '../network/graph-builder';
import {
  inputsOf,
  type NetworkShape,
  type NetworkWeights,
  parameterCount,
  parameterShapes,
  placeWeights,
} from './network';

/** A network that labels: no dropout, and ONNX's own LSTM, which is faster than a Scan. */
export interface ForwardShape extends NetworkShape {
  readonly window: number;
  readonly relu: boolean;
}

/**
 * The network with its weights inside, as it is kept: `features` [window, N, columns] in, with ports
 * also `ports` int32 [window, N]; `probabilities` [window, N, classes] out.
 * @param parameters in the order of `parameterShapes`
 * @param table the port embedding, `ports` x `embedding`
 */
export function encodeRecurrent(
  shape: ForwardShape,
  parameters: Float32Array,
  table: Float32Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const graph = new GraphBuilder();
  let at = 0;
  const values = parameterShapes(shape).map((lengths) => {
    const size = lengths.reduce((product, length) => product * length, 1);
    at += size;
    return graph.constant(parameters.slice(at - size, at), lengths);
  });
  const rows = shape.ports > 0 ? graph.constant(table, [shape.ports, shape.embedding]) : null;
  forward(graph, shape, placeWeights(shape, values), rows);
  return graph.model('recurrent', metadata);
}

/** The same network with its weights as inputs, `parameters` and `table`: to be tested while it learns. */
export function validationGraph(shape: ForwardShape): Uint8Array {
  const graph = new GraphBuilder();
  const flat = graph.input('parameters', 'float32', [parameterCount(shape)]);
  const shapes = parameterShapes(shape);
  const sizes = shapes.map((lengths) => lengths.reduce((product, length) => product * length, 1));
  const parts = graph.nodeOf(
    'Split',
    [flat, graph.integers(...sizes)],
    sizes.map((size) => [size]),
    {
      attributes: { axis: { int: 0 } },
    },
  );
  const values = parts.map((part, i) => {
    return graph.node('Reshape', [part, graph.integers(...shapes[i]!)], shapes[i]!);
  });
  const { ports, embedding } = shape;
  const rows = ports > 0 ? graph.input('table', 'float32', [ports, embedding]) : null;
  forward(graph, shape, placeWeights(shape, values), rows);
  return graph.model('validation');
}

function forward(
  graph: GraphBuilder,
  shape: ForwardShape,
  weights: NetworkWeights,
  table: Value | null,
): void {
  const { window, columns, embedding, hidden, directions, classes } = shape;
  const features = graph.input('features', 'float32', [window, -1, columns]);
  let x = features;
  if (table) {
    const rows = graph.input('ports', 'int32', [window, -1]);
    const embedded = graph.node('Gather', [table, rows], [window, -1, embedding]);
    const attributes = { axis: { int: 2 } };
    x = graph.node('Concat', [embedded, features], [window, -1, inputsOf(shape)], { attributes });
  }
  const [w, r, b] = lstmWeights(graph, shape, weights);
  const attributes = {
    hidden_size: { int: hidden },
    direction: { text: directions === 2 ? 'bidirectional' : 'forward' },
  };
  const outputs = [window, directions, -1, hidden];
  const hiddens = graph.node('LSTM', [x, w, r, b], outputs, { attributes });
  const width = directions * hidden;
  const swapped = graph.node('Transpose', [hiddens], [window, -1, directions, hidden], {
    attributes: { perm: { ints: [0, 2, 1, 3] } },
  });
  let rows = graph.node('Reshape', [swapped, graph.integers(-1, width)], [-1, width]);
  if (shape.relu) rows = graph.node('Relu', [rows], [-1, width]);
  const logits = graph.node('Gemm', [rows, weights.output, weights.outputBias], [-1, classes]);
  const shares = graph.node('Softmax', [logits], [-1, classes], {
    attributes: { axis: { int: 1 } },
  });
  const lengths = graph.integers(window, -1, classes);
  const names = ['probabilities'];
  graph.output(graph.node('Reshape', [shares, lengths], [window, -1, classes], { names }));
}

/** As ONNX has them: W [directions, 4 x hidden, inputs], R, and B [directions, 8 x hidden], of two biases one. */
function lstmWeights(
  graph: GraphBuilder,
  shape: ForwardShape,
  { directions }: NetworkWeights,
): [Value, Value, Value] {
  const gates = 4 * shape.hidden;
  const stack = (values: Value[], lengths: number[]): Value => {
    const layers = values.map((value) => {
      return graph.node('Unsqueeze', [value, graph.integers(0)], [1, ...lengths]);
    });
    const attributes = { axis: { int: 0 } };
    return graph.node('Concat', layers, [layers.length, ...lengths], { attributes });
  };
  const turned = (value: Value): Value =>
    graph.node('Transpose', [value], [...value.shape].reverse());
  const none = graph.constant(new Float32Array(gates), [gates]);
  const biases = directions.map(({ bias }) => {
    return graph.node('Concat', [bias, none], [2 * gates], { attributes: { axis: { int: 0 } } });
  });
  return [
    stack(
      directions.map(({ input }) => turned(input)),
      [gates, inputsOf(shape)],
    ),
    stack(
      directions.map(({ recurrent }) => turned(recurrent)),
      [gates, shape.hidden],
    ),
    stack(biases, [2 * gates]),
  ];
}
