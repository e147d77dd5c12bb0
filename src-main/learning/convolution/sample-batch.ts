import type { ConvolutionSamples } from './options';
import type { NetworkShape } from './network';

/**
 * What a network is given for a count: its logarithm, since a burst of a hundred is no hundred times as telling,
 * or the count itself where numbers are to be told.
 */
export function scaleOf({ head }: NetworkShape): Float32Array {
  const scale = (count: number): number => (head === 'number' ? count / 4 : Math.log1p(count));
  return Float32Array.from({ length: 2 ** 16 }, (_, count) => scale(count));
}

/** Copies samples side by side; places without a sample are zeros. */
export function fillBatch(
  { values }: ConvolutionSamples,
  chosen: Int32Array,
  size: number,
  scale: Float32Array,
  into: Float32Array,
): void {
  let at = 0;
  for (const sample of chosen) {
    const from = sample * size;
    for (let i = from; i < from + size; i += 1) into[at++] = scale[values[i]!]!;
  }
  into.fill(0, at);
}
