import type { PacketSequence } from '../../contract/learning';

/**
 * Windows side by side, as the networks take them: of each step of time the packets of all windows.
 * A window that reaches beyond the sequence has zeros there.
 */
export class WindowBatch {
  /** [window, size, columns] */
  readonly features: Float32Array;
  /** [window, size]; row of the port embedding. */
  readonly ports: Int32Array;

  constructor(
    readonly window: number,
    readonly size: number,
    readonly columns: number,
  ) {
    this.features = new Float32Array(window * size * columns);
    this.ports = new Int32Array(window * size);
  }

  /** @param starts First packet of each window, `size` at the most; what is left of the batch is zeros. */
  fill({ rows, values, ports }: PacketSequence, starts: ArrayLike<number>): void {
    const { window, size, columns, features } = this;
    features.fill(0);
    this.ports.fill(0);
    for (let w = 0; w < starts.length; w += 1) {
      const start = starts[w]!;
      const steps = Math.min(window, rows - start);
      for (let t = 0; t < steps; t += 1) {
        const from = (start + t) * columns;
        const to = (t * size + w) * columns;
        for (let c = 0; c < columns; c += 1) features[to + c] = values[from + c]!;
        if (ports) this.ports[t * size + w] = ports[start + t]!;
      }
    }
  }
}

/**
 * Starts of windows that cover the packets [from, end), `stride` apart; the last is moved back so that it
 * is whole, where there are enough packets.
 */
export function windowStarts(
  from: number,
  end: number,
  window: number,
  stride: number,
): Int32Array {
  if (end - from <= window) return Int32Array.of(...(end > from ? [from] : []));
  const count = Math.ceil((end - from - window) / stride) + 1;
  return Int32Array.from({ length: count }, (_, i) => Math.min(from + i * stride, end - window));
}
