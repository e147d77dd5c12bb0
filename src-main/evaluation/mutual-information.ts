import { Random } from '../contract/random';
import { NO_CLASS } from './truth';

const PERMUTATIONS = 40;

/** Information in bits, and what chance makes of as many packets. */
export interface Information {
  readonly bits: number;
  /** What 95 % of the permutations of the classes do not exceed. */
  readonly nullBits: number;
  /** Entropy of the class. */
  readonly classBits: number;
}

/**
 * Mutual information of a class and a symbol, plug-in with the correction of Miller and Madow (1955) for each
 * entropy, and the same with the classes permuted: below that it is chance.
 * @param truth Class of each packet; NO_CLASS is left out.
 * @param symbol A number for what is seen of each packet.
 */
export function mutualInformation(
  truth: Uint16Array,
  symbol: Int32Array,
  seed: number,
): Information {
  const rows = [...truth.keys()].filter((i) => truth[i] !== NO_CLASS);
  const classes = Uint16Array.from(rows, (i) => truth[i] as number);
  const symbols = renumbered(Int32Array.from(rows, (i) => symbol[i] as number));
  const classBits = entropy(classes);
  const symbolBits = entropy(symbols);
  const information = (): number =>
    Math.max(0, classBits + symbolBits - jointEntropy(classes, symbols));
  const bits = information();
  const random = new Random(seed);
  const chance: number[] = [];
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    for (let i = classes.length - 1; i > 0; i--) {
      const other = random.integer(i + 1);
      const kept = classes[i] as number;
      classes[i] = classes[other] as number;
      classes[other] = kept;
    }
    chance.push(information());
  }
  chance.sort((one, other) => one - other);
  const nullBits = chance[Math.ceil(0.95 * chance.length) - 1] ?? 0;
  return { bits, nullBits, classBits };
}

/** Miller and Madow: the plug-in entropy and (kinds - 1) / 2N nats. */
function entropy(values: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const total = values.length;
  if (total === 0) return 0;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits + (counts.size - 1) / (2 * total * Math.LN2);
}

function jointEntropy(classes: Uint16Array, symbols: Int32Array): number {
  const joint = new Float64Array(classes.length);
  for (let i = 0; i < joint.length; i++) {
    joint[i] = (symbols[i] as number) * 65_536 + (classes[i] as number);
  }
  return entropy(joint);
}

function renumbered(values: Int32Array): Int32Array {
  const known = new Map<number, number>();
  return values.map((value) => {
    const number = known.get(value) ?? known.size;
    known.set(value, number);
    return number;
  });
}
