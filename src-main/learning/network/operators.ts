import { sizeOf, type Value } from './graph-builder';
import type { Tape } from './tape';

/** `a` [M, K] times `b` [K, N]. */
export function matMul(tape: Tape, a: Value, b: Value): Value {
  const { graph } = tape;
  const result = graph.node('MatMul', [a, b], [a.shape[0]!, b.shape[1]!]);
  return tape.record([a, b], [result], ([gradient], [first, second]) => [
    first ? product(tape, gradient!, b, 'second') : null,
    second ? product(tape, a, gradient!, 'first') : null,
  ])[0]!;
}

/** `x` [N, inputs] times `weights` [inputs, outputs] plus `bias` [outputs]. */
export function linear(tape: Tape, x: Value, weights: Value, bias: Value): Value {
  const { graph } = tape;
  const result = graph.node('Gemm', [x, weights, bias], [x.shape[0]!, weights.shape[1]!]);
  return tape.record([x, weights, bias], [result], ([gradient], [forX, forWeights]) => [
    forX ? product(tape, gradient!, weights, 'second') : null,
    forWeights ? product(tape, x, gradient!, 'first') : null,
    sumTo(tape, gradient!, bias.shape),
  ])[0]!;
}

/** The product of two matrices, one of them transposed. */
export function product(tape: Tape, a: Value, b: Value, transposed: 'first' | 'second'): Value {
  const first = transposed === 'first';
  const shape = first ? [a.shape[1]!, b.shape[1]!] : [a.shape[0]!, b.shape[0]!];
  const attributes = { [first ? 'transA' : 'transB']: { int: 1 } };
  return tape.graph.node('Gemm', [a, b], shape, { attributes });
}

export function add(tape: Tape, a: Value, b: Value): Value {
  const result = tape.graph.node('Add', [a, b], broadcast(a.shape, b.shape));
  return tape.record([a, b], [result], ([gradient], [first, second]) => [
    first ? sumTo(tape, gradient!, a.shape) : null,
    second ? sumTo(tape, gradient!, b.shape) : null,
  ])[0]!;
}

export function mul(tape: Tape, a: Value, b: Value): Value {
  const shape = broadcast(a.shape, b.shape);
  const times = (one: Value, other: Value): Value => tape.graph.node('Mul', [one, other], shape);
  return tape.record([a, b], [times(a, b)], ([gradient], [first, second]) => [
    first ? sumTo(tape, times(gradient!, b), a.shape) : null,
    second ? sumTo(tape, times(gradient!, a), b.shape) : null,
  ])[0]!;
}

export function sigmoid(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const { shape } = x;
  const y = graph.node('Sigmoid', [x], shape);
  return tape.record([x], [y], ([gradient]) => {
    const rest = graph.node('Sub', [graph.scalar(1), y], shape);
    const slope = graph.node('Mul', [y, rest], shape);
    return [graph.node('Mul', [gradient!, slope], shape)];
  })[0]!;
}

export function tanh(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const { shape } = x;
  const y = graph.node('Tanh', [x], shape);
  return tape.record([x], [y], ([gradient]) => {
    const square = graph.node('Mul', [y, y], shape);
    const slope = graph.node('Sub', [graph.scalar(1), square], shape);
    return [graph.node('Mul', [gradient!, slope], shape)];
  })[0]!;
}

export function relu(tape: Tape, x: Value): Value {
  const { graph } = tape;
  const { shape } = x;
  const y = graph.node('Relu', [x], shape);
  return tape.record([x], [y], ([gradient]) => {
    // The sign of what is left is 0 or 1.
    const slope = graph.node('Sign', [y], shape);
    return [graph.node('Mul', [gradient!, slope], shape)];
  })[0]!;
}

export function reshape(tape: Tape, x: Value, shape: readonly number[]): Value {
  const to = (value: Value, lengths: readonly number[]): Value =>
    tape.graph.node('Reshape', [value, tape.graph.integers(...lengths)], lengths);
  return tape.record([x], [to(x, shape)], ([gradient]) => [to(gradient!, x.shape)])[0]!;
}

/** Joins values along an axis counted from the front. */
export function concat(tape: Tape, values: readonly Value[], axis: number): Value {
  const lengths = values.map(({ shape }) => shape[axis]!);
  const shape = [...values[0]!.shape];
  shape[axis] = lengths.reduce((sum, length) => sum + length, 0);
  const attributes = { axis: { int: axis } };
  const joined = tape.graph.node('Concat', values, shape, { attributes });
  return tape.record(values, [joined], ([gradient]) => split(tape, gradient!, lengths, axis))[0]!;
}

/** The part [from, end) along an axis counted from the front. */
export function slice(tape: Tape, x: Value, axis: number, from: number, end: number): Value {
  const part = sliceOnly(tape, x, axis, from, end);
  return tape.record([x], [part], ([gradient]) => {
    const pads = [...x.shape.map(() => 0), ...x.shape.map(() => 0)];
    pads[axis] = from;
    pads[x.shape.length + axis] = x.shape[axis]! - end;
    return [tape.graph.node('Pad', [gradient!, tape.graph.integers(...pads)], x.shape)];
  })[0]!;
}

/** As `slice`, for values that are not followed. */
export function sliceOnly(
  { graph }: Tape,
  x: Value,
  axis: number,
  from: number,
  end: number,
): Value {
  const shape = [...x.shape];
  shape[axis] = end - from;
  const bounds = [graph.integers(from), graph.integers(end), graph.integers(axis)];
  return graph.node('Slice', [x, ...bounds], shape);
}

/** Cuts a value that is not followed into parts of the given lengths. */
export function split(
  { graph }: Tape,
  x: Value,
  lengths: readonly number[],
  axis: number,
): Value[] {
  const shapes = lengths.map((length) => x.shape.map((all, i) => (i === axis ? length : all)));
  const attributes = { axis: { int: axis } };
  return graph.nodeOf('Split', [x, graph.integers(...lengths)], shapes, { attributes });
}

/** Sums what was broadcast, back to the shape it had. */
function sumTo({ graph }: Tape, gradient: Value, shape: readonly number[]): Value {
  const extra = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((length, axis) =>
    axis < extra || (shape[axis - extra] === 1 && length > 1) ? [axis] : [],
  );
  if (axes.length === 0) return gradient;
  const left = gradient.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const sum = graph.node('ReduceSum', [gradient, graph.integers(...axes)], left);
  return graph.node('Reshape', [sum, graph.integers(...shape)], shape);
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const one = a[i - rank + a.length] ?? 1;
    const other = b[i - rank + b.length] ?? 1;
    if (one !== other && one !== 1 && other !== 1) {
      throw new RangeError(`shapes ${a.join('x')} and ${b.join('x')} do not fit`);
    }
    return Math.max(one, other);
  });
}

/** How a value of a flat list is cut out of it: [sum of sizes] to each of the shapes. */
export function unpack(tape: Tape, flat: Value, shapes: readonly (readonly number[])[]): Value[] {
  const { graph } = tape;
  return split(tape, flat, shapes.map(sizeOf), 0).map((part, i) => {
    const shape = shapes[i]!;
    return graph.node('Reshape', [part, graph.integers(...shape)], shape);
  });
}
