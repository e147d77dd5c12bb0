import type { Random } from '../../contract/random';
import { castTo, type GraphBuilder, type Value } from './graph-builder';

/** A fed mask (`mask`, uint8, 1 is kept) as what outputs are multiplied with: 0, or what makes up for those left out. */
export function keptShares(graph: GraphBuilder, shape: readonly number[], dropout: number): Value {
  const mask = graph.input('mask', 'uint8', shape);
  const ones = graph.node('Cast', [mask], shape, { attributes: castTo('float32') });
  return graph.node('Mul', [ones, graph.scalar(1 / (1 - dropout))], shape);
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
