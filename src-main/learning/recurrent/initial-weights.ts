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

/** Which outputs are kept: 1 with probability `1 - dropout`, in steps of 1 / 256. */
export function drawMask(random: Random, dropout: number, into: Uint8Array): void {
  if (dropout === 0.5 && into.length % 32 === 0) return drawHalf(random, into);
  const kept = Math.round(256 * (1 - dropout));
  let bits = 0;
  for (let i = 0; i < into.length; i += 1) {
    bits = i % 4 === 0 ? random.uint32() : bits >>> 8;
    into[i] = (bits & 255) < kept ? 1 : 0;
  }
}

/** Every second one: each random bit is one of them. */
function drawHalf(random: Random, into: Uint8Array): void {
  const words = new Uint32Array(into.buffer, into.byteOffset, into.length / 4);
  for (let at = 0; at < words.length; at += 8) {
    const bits = random.uint32();
    for (let bit = 0; bit < 8; bit += 1) words[at + bit] = (bits >>> bit) & 0x01010101;
  }
}
