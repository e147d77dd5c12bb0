import type { Random } from '../../contract/random';
import { sizeOf } from '../network/graph-builder';
import { type NetworkShape, parameterShapes } from './network';

/** Weights before learning, as PyTorch draws them: uniform in +- 1 / sqrt(inputs), biases alike. */
export function initialWeights(shape: NetworkShape, random: Random, into: Float32Array): void {
  let at = 0;
  let most = 0;
  for (const lengths of parameterShapes(shape)) {
    if (lengths.length === 2) most = 1 / Math.sqrt(lengths[0]!);
    for (let i = sizeOf(lengths); i > 0; i -= 1) into[at++] = random.between(-most, most);
  }
  // A counter whose ReLU never opens would learn nothing.
  if (shape.head === 'number') into[at - 1] = Math.abs(into[at - 1]!);
}
