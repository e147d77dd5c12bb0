import type { CaptureInterface, InterfaceRates } from '@contract/capture';

/** How many seconds a sparkline shows. */
export const shownSamples = 40;

export interface RateSample {
  packetsPerSecond: number;
  bytesPerSecond: number;
}
/** The newest rates of each interface by its system name, oldest first. */
export type RateHistory = ReadonlyMap<string, readonly RateSample[]>;

/** The history with a second more; interfaces that are gone keep no place in it. */
export function withRates(before: RateHistory, now: InterfaceRates): RateHistory {
  return new Map(
    now.rates.map(({ name, packetsPerSecond, bytesPerSecond }) => [
      name,
      [...(before.get(name) ?? []).slice(-shownSamples + 1), { packetsPerSecond, bytesPerSecond }],
    ]),
  );
}

/** Seconds looked at, and the least bytes a second, to call an interface the one with traffic. */
const seconds = 10;
const least = 200;
/** How much busier another must be to take the mark over, so that it does not flicker. */
const lead = 1.5;

const mean = (samples: readonly RateSample[]): number => {
  const last = samples.slice(-seconds);
  return last.reduce((sum, one) => sum + one.bytesPerSecond, 0) / Math.max(1, last.length);
};

/** Kinds that carry no traffic of their own, or nobody's but this computer's. */
const aside: ReadonlySet<CaptureInterface['kind']> = new Set(['loopback', 'any']);

/** The interface with the traffic, by name; null while nothing much moves. */
export function busiest(
  history: RateHistory,
  interfaces: readonly CaptureInterface[],
  before: string | null,
): string | null {
  const rates = interfaces
    .filter(({ kind, up }) => up && !aside.has(kind))
    .map(({ name }) => ({ name, rate: mean(history.get(name) ?? []) }));
  const top = rates.reduce<{ name: string; rate: number } | null>(
    (best, one) => (best === null || one.rate > best.rate ? one : best),
    null,
  );
  if (top === null || top.rate < least) return null;
  const old = rates.find(({ name }) => name === before);
  return old !== undefined && top.rate < old.rate * lead && old.rate >= least ? old.name : top.name;
}

const places: readonly CaptureInterface['kind'][] = [
  'ethernet',
  'wifi',
  'bridge',
  'tunnel',
  'mobile',
  'other',
  'virtual',
  'bluetooth',
  'any',
  'loopback',
];

/** Those that are up first, then by kind, then as the system lists them. */
export function inOrder(interfaces: readonly CaptureInterface[]): CaptureInterface[] {
  const rank = ({ up, kind }: CaptureInterface): number =>
    (up ? 0 : places.length) + places.indexOf(kind);
  return [...interfaces].sort((a, b) => rank(a) - rank(b));
}

/** The one to begin with: the first that is up and has an address, loopback aside. */
export function likeliest(interfaces: readonly CaptureInterface[]): string | null {
  const usable = interfaces.filter(({ kind, up }) => up && !aside.has(kind));
  return (usable.find(({ addresses }) => addresses.length > 0) ?? usable[0])?.name ?? null;
}
