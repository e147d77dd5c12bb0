/** Packets of one side that may have a counterpart on the other, in order of time. */
export interface Events {
  readonly count: number;
  /** Seconds since the epoch by the side's own clock. */
  readonly time: Float64Array;
  /**
   * What a counterpart must agree in: the direction in the lowest bit, and above it the payload of the tunnel's
   * packet, or behind NAPT what translation leaves.
   */
  readonly key: Float64Array;
}

/** The direction of a key. */
export function directionOf(key: number): 0 | 1 {
  return (key % 2) as 0 | 1;
}

/** Indexes of the events of each key, in order of time. */
export function byKey({ count, key }: Events): Map<number, Int32Array> {
  const sizes = new Map<number, number>();
  for (let i = 0; i < count; i += 1) sizes.set(key[i]!, (sizes.get(key[i]!) ?? 0) + 1);
  const groups = new Map<number, Int32Array>();
  for (const [one, size] of sizes) groups.set(one, new Int32Array(size));
  const used = new Map<number, number>();
  for (let i = 0; i < count; i += 1) {
    const one = key[i]!;
    const at = used.get(one) ?? 0;
    (groups.get(one) as Int32Array)[at] = i;
    used.set(one, at + 1);
  }
  return groups;
}
