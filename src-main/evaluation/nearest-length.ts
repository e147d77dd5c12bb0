import type { View } from '../contract/vantage';
import { NO_CLASS } from './truth';

/** The commonest class of each length of one direction, lengths ascending. */
interface Lengths {
  readonly lengths: readonly number[];
  readonly commonest: readonly number[];
}

/**
 * The simplest adversary that looks at a packet: it gives it the commonest class of the training packets
 * that have the nearest length in the same direction (of two as near, the shorter).
 * @param labels Of the training packets; NO_CLASS is not learned from.
 * @param majority What it says where a direction has no training packet.
 * @returns A class for each packet of `asked`.
 */
export function nearestLength(
  train: View,
  labels: Uint16Array,
  asked: View,
  majority: number,
): Uint16Array {
  const known = [0, 1].map((direction) => learn(train, labels, direction));
  const remembered = new Map<number, number>();
  const given = new Uint16Array(asked.count);
  for (let i = 0; i < asked.count; i++) {
    const direction = asked.direction[i] as number;
    const length = asked.length[i] as number;
    const key = length * 2 + direction;
    let label = remembered.get(key);
    if (label === undefined) {
      label = classOf(known[direction] as Lengths, length) ?? majority;
      remembered.set(key, label);
    }
    given[i] = label;
  }
  return given;
}

function learn(view: View, labels: Uint16Array, direction: number): Lengths {
  const counts = new Map<number, Map<number, number>>();
  for (let i = 0; i < view.count; i++) {
    const label = labels[i] as number;
    if (label === NO_CLASS || view.direction[i] !== direction) continue;
    const length = view.length[i] as number;
    const ofLength = counts.get(length) ?? new Map<number, number>();
    counts.set(length, ofLength.set(label, (ofLength.get(label) ?? 0) + 1));
  }
  const lengths = [...counts.keys()].sort((one, other) => one - other);
  const commonest = lengths.map((length) => {
    const [best] = [...(counts.get(length) as Map<number, number>)].sort(
      ([label, count], [otherLabel, otherCount]) => otherCount - count || label - otherLabel,
    );
    return (best as [number, number])[0];
  });
  return { lengths, commonest };
}

function classOf({ lengths, commonest }: Lengths, length: number): number | undefined {
  let nearest = -1;
  for (let i = 0; i < lengths.length; i++) {
    const distance = Math.abs((lengths[i] as number) - length);
    if (nearest < 0 || distance < Math.abs((lengths[nearest] as number) - length)) nearest = i;
  }
  return nearest < 0 ? undefined : commonest[nearest];
}
