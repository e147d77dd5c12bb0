import type { Value } from './graph-builder';
import type { Tape } from './tape';

/**
 * Squared error, the weighted mean over rows: what a mask leaves out has weight 0.
 * @param found [N]
 * @param truth [N]
 * @param weights [N]; their sum must not be 0
 * @returns the scalar loss
 */
export function squaredError(
  tape: Tape,
  found: Value,
  truth: Value,
  weights: Value,
  name?: string,
): Value {
  const { graph } = tape;
  const { shape } = found;
  const sum = graph.node('ReduceSum', [weights, graph.integers(0)], [1]);
  const shares = graph.node('Div', [weights, sum], shape);
  const off = graph.node('Sub', [found, truth], shape);
  const weighted = graph.node('Mul', [off, shares], shape);
  const each = graph.node('Mul', [weighted, off], shape);
  const loss = graph.node('ReduceSum', [each, graph.integers(0)], [], {
    attributes: { keepdims: { int: 0 } },
    names: name === undefined ? [] : [name],
  });
  return tape.record([found], [loss], ([gradient]) => {
    const slope = graph.node('Mul', [weighted, graph.scalar(2)], shape);
    return [graph.node('Mul', [slope, gradient!], shape)];
  })[0]!;
}
