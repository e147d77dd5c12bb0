/** How the timestamps of an interface count: ticks a second, and seconds to add. */
export interface Clock {
  ticksPerSecond: number;
  offsetSeconds: number;
}

/** What pcapng counts in unless an interface says otherwise: microseconds since the epoch. */
export const microsecondClock: Clock = { ticksPerSecond: 1e6, offsetSeconds: 0 };

/** From here on a 16-bit digit on top of a remainder is beyond 2^53. */
const MOST_EXACT_TICKS = 2 ** 37;

/**
 * Seconds of a 64-bit count of ticks, given as its two halves, as exact as a float64 can be: whole
 * seconds and the rest are separated in integers first, since a count of nanoseconds is beyond 2^53.
 */
export function secondsOfTicks(high: number, low: number, clock: Clock): number {
  const { ticksPerSecond, offsetSeconds } = clock;
  const total = high * 4294967296 + low;
  if (total <= Number.MAX_SAFE_INTEGER && offsetSeconds === 0) return total / ticksPerSecond;
  if (ticksPerSecond >= MOST_EXACT_TICKS) return secondsOfFineTicks(high, low, clock);
  let seconds = 0;
  let rest = 0;
  for (const digit of [high >>> 16, high & 0xffff, low >>> 16, low & 0xffff]) {
    const value = rest * 65536 + digit;
    const quotient = Math.floor(value / ticksPerSecond);
    rest = value - quotient * ticksPerSecond;
    seconds = seconds * 65536 + quotient;
  }
  return seconds + offsetSeconds + rest / ticksPerSecond;
}

function secondsOfFineTicks(high: number, low: number, clock: Clock): number {
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const unit = BigInt(clock.ticksPerSecond);
  const rest = Number(ticks % unit) / clock.ticksPerSecond;
  return Number(ticks / unit) + clock.offsetSeconds + rest;
}

/** Ticks a second of the option `if_tsresol`: a power of ten, or of two with the highest bit set. */
export function ticksPerSecondOf(resolution: number): number {
  return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
}
