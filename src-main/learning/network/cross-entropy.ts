import type { Value } from './graph-builder';
import type { Tape } from './tape';

/**
 * Softmax cross-entropy in nats, the weighted mean over rows: what a mask leaves out has weight 0.
 * @param logits [N, classes]
 * @param labels [N] int32
 * @param weights [N]; their sum must not be 0
 * @returns the scalar loss
 */
export function softmaxCrossEntropy(
  tape: Tape,
  logits: Value,
  labels: Value,
  weights: Value,
  name?: string,
): Value {
  const { graph } = tape;
  const [rows, classes] = logits.shape as [number, number];
  const { shape } = logits;
  const choices = graph.constant(Float32Array.of(0, 1), [2]);
  const depth = graph.constant(Int32Array.of(classes), [1]);
  const truth = graph.node('OneHot', [labels, depth, choices], shape);
  const sum = graph.node('ReduceSum', [weights, graph.integers(0)], [1]);
  const shares = graph.node('Div', [weights, sum], [rows]);
  const column = graph.node('Reshape', [shares, graph.integers(rows, 1)], [rows, 1]);
  const attributes = { axis: { int: 1 } };
  const logs = graph.node('LogSoftmax', [logits], shape, { attributes });
  const wanted = graph.node('Mul', [truth, column], shape);
  const each = graph.node('Mul', [wanted, logs], shape);
  const axes = graph.integers(0, 1);
  const total = graph.node('ReduceSum', [each, axes], [], {
    attributes: { keepdims: { int: 0 } },
  });
  const loss = graph.node('Neg', [total], [], { names: name === undefined ? [] : [name] });
  return tape.record([logits], [loss], ([gradient]) => {
    const guess = graph.node('Exp', [logs], shape);
    const scaled = graph.node('Mul', [guess, column], shape);
    const difference = graph.node('Sub', [scaled, wanted], shape);
    return [graph.node('Mul', [difference, gradient!], shape)];
  })[0]!;
}
