import { sizeOf } from '../network/graph-builder';
import type { Random } from '../../contract/random';
import { type NetworkShape, parameterShapes } from './network';

/** Weights before learning, as PyTorch draws them: uniform in +- 1 / sqrt(units). */
export function initialWeights(shape: NetworkShape, random: Random, into: Float32Array): void {
  const { directions, hidden } = shape;
  let at = 0;
  parameterShapes(shape).forEach((lengths, index) => {
    const units = index < 3 * directions ? hidden : directions * hidden;
    const most = 1 / Math.sqrt(units);
    for (let i = sizeOf(lengths); i > 0; i -= 1) into[at++] = random.between(-most, most);
  });
}

/** Embedded ports before learning: normal, of deviation 1. */
export function initialEmbedding(random: Random, into: Float32Array): void {
  for (let i = 0; i < into.length; i += 1) into[i] = random.normal(0, 1);
}
