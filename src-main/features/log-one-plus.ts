/** Bits of the mantissa that choose an entry of the table. */
const BITS = 6;
const ENTRIES = 1 << BITS;
/** Powers of two that the table covers, from 1. */
const POWERS = 31;
/** Below, the table would be worse than it is taken to be; above, it ends. */
const LEAST = 1e-4;
const MOST = 2 ** POWERS - 2;
const EXPONENT_BIAS = 1023;
/** More than the table and Math.log1p are off together, as a share of 1 + the result. */
const OFF = 1e-14;

/** For each power of two and first bits of the mantissa: 1 / c and ln c of a number c within. */
const table = tableOf();
const number = new Float64Array(1);
/** Its sign, exponent and first bits are in the second word: everything we run on is little-endian. */
const words = new Int32Array(number.buffer);

/**
 * `Math.log1p` as float32, of a number that is not negative, in half the time: a table and seven terms of
 * the series. Where both could round to different float32 numbers `Math.log1p` is asked (Ziv's test), so
 * that the result is always its own.
 */
export function logOnePlus(x: number): number {
  if (!(x > LEAST && x < MOST)) return Math.fround(Math.log1p(x));
  number[0] = 1 + x;
  const at = ((words[1]! >> (20 - BITS)) - (EXPONENT_BIAS << BITS)) << 1;
  const r = (1 + x) * table[at]! - 1;
  const series =
    r * (1 + r * (-1 / 2 + r * (1 / 3 + r * (-1 / 4 + r * (1 / 5 + r * (-1 / 6 + r / 7))))));
  const log = table[at + 1]! + series;
  const off = OFF * (1 + log);
  const rounded = Math.fround(log - off);
  return rounded === Math.fround(log + off) ? rounded : Math.fround(Math.log1p(x));
}

function tableOf(): Float64Array {
  const entries = new Float64Array(2 * POWERS * ENTRIES);
  for (let at = 0; at < POWERS * ENTRIES; at++) {
    // The first is 1 itself, where the result is small and has to be close to it.
    const within = at === 0 ? 0 : ((at % ENTRIES) + 0.5) / ENTRIES;
    const c = 2 ** (at >> BITS) * (1 + within);
    entries[2 * at] = 1 / c;
    entries[2 * at + 1] = Math.log(c);
  }
  return entries;
}
