import type { Value } from './graph-builder';
import { concat, linear, reshape, slice } from './operators';
import type { Tape } from './tape';

/**
 * One-dimensional convolution with stride 1, padded with zeros so that its length stays (the kernel is odd).
 * What lies under the kernel is laid side by side and multiplied as one matrix, which onnxruntime does faster
 * than its own Conv with the two that lead back.
 * @param x [batch, length, channels]; the batch may be -1
 * @param weights [kernel x channels, outputs]
 * @param bias [outputs]
 * @returns [batch, length, outputs]
 */
export function convolve(tape: Tape, x: Value, weights: Value, bias: Value): Value {
  const [batch, length, channels] = x.shape as [number, number, number];
  const [rows, outputs] = weights.shape as [number, number];
  const kernel = rows / channels;
  const padded = padTime(tape, x, (kernel - 1) / 2);
  const taps = Array.from({ length: kernel }, (_, tap) =>
    slice(tape, padded, 1, tap, tap + length),
  );
  const patches = reshape(tape, concat(tape, taps, 2), [times(batch, length), rows]);
  return reshape(tape, linear(tape, patches, weights, bias), [batch, length, outputs]);
}

/** Adds zeros before and after, on the axis of time. */
function padTime(tape: Tape, x: Value, by: number): Value {
  const { graph } = tape;
  const [batch, length, channels] = x.shape as [number, number, number];
  const pads = graph.integers(0, by, 0, 0, by, 0);
  const padded = graph.node('Pad', [x, pads], [batch, length + 2 * by, channels]);
  return tape.record([x], [padded], ([gradient]) => {
    const bounds = [graph.integers(by), graph.integers(by + length), graph.integers(1)];
    return [graph.node('Slice', [gradient!, ...bounds], x.shape)];
  })[0]!;
}

/**
 * The largest of each `size` values in a row; what is left over at the end is not looked at. Of equal ones
 * the first learns, as PyTorch has it.
 * @param x [batch, length, channels]; the batch may be -1
 * @returns [batch, floor(length / size), channels]
 */
export function maxPool(tape: Tape, x: Value, size: number): Value {
  const { graph } = tape;
  const [batch, length, channels] = x.shape as [number, number, number];
  const left = Math.floor(length / size);
  const whole = left * size === length ? x : slice(tape, x, 1, 0, left * size);
  const rows = reshape(tape, whole, [batch, left, size * channels]);
  const shape = [batch, left, channels];
  const lengths = Array.from({ length: size }, () => channels);
  const lastAxis = { attributes: { axis: { int: 2 } } };
  const shapes = lengths.map(() => shape);
  const parts = graph.nodeOf('Split', [rows, graph.integers(...lengths)], shapes, lastAxis);
  const largest = graph.node('Max', parts, shape);
  return tape.record([rows], [largest], ([gradient]) => {
    const one = graph.scalar(1);
    let free: Value = one;
    const gradients = parts.map((part, i) => {
      if (i === size - 1) return graph.node('Mul', [gradient!, free], shape);
      const isLargest = graph.node('Equal', [part, largest], shape);
      const equal = graph.node('Cast', [isLargest], shape, { attributes: { to: { int: 1 } } });
      const taken = i === 0 ? equal : graph.node('Mul', [equal, free], shape);
      free = graph.node('Sub', [free, taken], shape);
      return graph.node('Mul', [gradient!, taken], shape);
    });
    return [graph.node('Concat', gradients, rows.shape, lastAxis)];
  })[0]!;
}

/** A product of lengths, where -1 is one that is known only when it runs. */
function times(batch: number, length: number): number {
  return batch < 0 ? -1 : batch * length;
}
