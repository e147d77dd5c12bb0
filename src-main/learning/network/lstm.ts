import type { GraphBuilder } from './graph-builder';
import type { Value } from './graph-builder';
import { linear, product, reshape, sliceOnly } from './operators';
import type { Tape } from './tape';

/** Weights of one direction; columns of the four gates in the order of ONNX: i, o, f, c. */
export interface LstmWeights {
  /** [inputs, 4 x hidden] */
  readonly input: Value;
  /** [hidden, 4 x hidden] */
  readonly recurrent: Value;
  /** [4 x hidden] */
  readonly bias: Value;
}

/** Names of the gates in the order of their columns. */
export const GATES = ['input', 'output', 'forget', 'cell'] as const;

/**
 * One direction of an LSTM (Hochreiter and Schmidhuber 1997, with forget gates) from state 0.
 * @param x [time, batch, inputs]
 * @param reverse From the last step to the first; the output stays in the order of time.
 * @returns hidden outputs [time, batch, hidden]
 */
export function lstm(tape: Tape, x: Value, weights: LstmWeights, reverse: boolean): Value {
  const [time, batch, inputs] = x.shape as [number, number, number];
  const gates = weights.bias.shape[0]!;
  const rows = reshape(tape, x, [time * batch, inputs]);
  const driven = linear(tape, rows, weights.input, weights.bias);
  const drive = reshape(tape, driven, [time, batch, gates]);
  return recurrence(tape, drive, weights.recurrent, reverse);
}

/** The part of the LSTM that goes step by step: a Scan forward, and a Scan back derived by hand. */
function recurrence(tape: Tape, drive: Value, recurrent: Value, reverse: boolean): Value {
  const { graph } = tape;
  const [time, batch, gates] = drive.shape as [number, number, number];
  const hidden = gates / 4;
  const states = [batch, hidden];
  const all = [time, batch, hidden];
  const zeros = graph.constant(new Float32Array(batch * hidden), states);
  const scan = (
    body: GraphBuilder,
    inputs: Value[],
    outputs: number[][],
    back: boolean,
  ): Value[] => {
    const attributes = {
      body: { graph: body.body('step') },
      num_scan_inputs: { int: inputs.length },
      scan_input_directions: { ints: inputs.map(() => Number(back)) },
      scan_output_directions: { ints: outputs.map(() => Number(back)) },
    };
    const shapes = [states, states, ...outputs];
    return graph.nodeOf('Scan', [zeros, zeros, ...inputs], shapes, { attributes }).slice(2);
  };
  const forward = forwardBody(graph.inner(), recurrent, batch, hidden);
  const [h, slopes, bend, forget] = scan(
    forward,
    [drive],
    [all, [time, batch, gates], all, all],
    reverse,
  ) as [Value, Value, Value, Value];
  return tape.record([drive, recurrent], [h], ([gradient], [, forRecurrent]) => {
    const backward = backwardBody(graph.inner(), recurrent, batch, hidden);
    const inputs = [gradient!, slopes, bend, forget];
    const [inner] = scan(backward, inputs, [[time, batch, gates]], !reverse) as [Value];
    return [inner, forRecurrent ? recurrentGradient(tape, h, inner, reverse) : null];
  })[0]!;
}

/**
 * States h and c, input the drive of the gates. Outputs beside the states: h, and what the way back
 * multiplies with: the slope of each gate's sum, dc/dh and the forget gate.
 */
function forwardBody(
  body: GraphBuilder,
  recurrent: Value,
  batch: number,
  hidden: number,
): GraphBuilder {
  const one = [batch, hidden];
  const three = [batch, 3 * hidden];
  const lastAxis = { attributes: { axis: { int: 1 } } };
  const op = (name: string, ...inputs: Value[]): Value => body.node(name, inputs, inputs[0]!.shape);
  const h = body.input('h', 'float32', one);
  const c = body.input('c', 'float32', one);
  const drive = body.input('drive', 'float32', [batch, 4 * hidden]);

  const sums = body.node('Gemm', [h, recurrent, drive], drive.shape);
  const lengths = body.integers(3 * hidden, hidden);
  const [gateSums, cellSum] = body.nodeOf('Split', [sums, lengths], [three, one], lastAxis);
  const gates = op('Sigmoid', gateSums!);
  const cell = op('Tanh', cellSum!);
  const thirds = body.integers(hidden, hidden, hidden);
  const [i, o, f] = body.nodeOf('Split', [gates, thirds], [one, one, one], lastAxis);
  const written = op('Mul', i!, cell);
  const kept = op('Mul', f!, c);
  const cNext = op('Add', written, kept);
  const squashed = op('Tanh', cNext);
  const hNext = op('Mul', o!, squashed);
  // A value can be one output only: computing it again is cheaper than an Identity.
  const hAgain = op('Mul', o!, squashed);

  // y (1 - gate) for the three gates, where y is what the gate let through; i (1 - g g) for the cell.
  const passed = body.node('Concat', [written, hNext, kept], three, lastAxis);
  const gateSlopes = op('Sub', passed, op('Mul', passed, gates));
  const cellSlope = op('Sub', i!, op('Mul', written, cell));
  const slopes = body.node('Concat', [gateSlopes, cellSlope], drive.shape, lastAxis);
  const bend = op('Sub', o!, op('Mul', hNext, squashed));
  for (const value of [hNext, cNext, hAgain, slopes, bend, f!]) body.output(value);
  return body;
}

/** States dh and dc, inputs the gradient of h and what the way forward left; output that of the drive. */
function backwardBody(
  body: GraphBuilder,
  recurrent: Value,
  batch: number,
  hidden: number,
): GraphBuilder {
  const one = [batch, hidden];
  const four = [batch, 4 * hidden];
  const op = (name: string, ...inputs: Value[]): Value => body.node(name, inputs, inputs[0]!.shape);
  const dh = body.input('dh', 'float32', one);
  const dc = body.input('dc', 'float32', one);
  const given = body.input('given', 'float32', one);
  const slopes = body.input('slopes', 'float32', four);
  const bend = body.input('bend', 'float32', one);
  const forget = body.input('forget', 'float32', one);

  const toOutput = op('Add', dh, given);
  const toCell = op('Add', dc, op('Mul', toOutput, bend));
  const spread = body.node('Concat', [toCell, toOutput, toCell, toCell], four, {
    attributes: { axis: { int: 1 } },
  });
  const toSums = op('Mul', spread, slopes);
  const transposed = { attributes: { transB: { int: 1 } } };
  const dhNext = body.node('Gemm', [toSums, recurrent], one, transposed);
  const dcNext = op('Mul', toCell, forget);
  for (const value of [dhNext, dcNext, toSums]) body.output(value);
  return body;
}

/** Each step's gradient with the hidden output that went into it, the one before. */
function recurrentGradient(tape: Tape, h: Value, inner: Value, reverse: boolean): Value {
  const { graph } = tape;
  const [time, batch, hidden] = h.shape as [number, number, number];
  const first = graph.constant(new Float32Array(batch * hidden), [1, batch, hidden]);
  const others = reverse ? sliceOnly(tape, h, 0, 1, time) : sliceOnly(tape, h, 0, 0, time - 1);
  const order = reverse ? [others, first] : [first, others];
  const before = graph.node('Concat', order, h.shape, { attributes: { axis: { int: 0 } } });
  const rows = (value: Value): Value => {
    const shape = [time * batch, value.shape[2]!];
    return graph.node('Reshape', [value, graph.integers(...shape)], shape);
  };
  return product(tape, rows(before), rows(inner), 'first');
}
