import type { TenSeconds } from '@contract/ten-seconds';

/** One packet on its way: where it stands in the columns of each side; -1 or empty: not there. */
export interface Entry {
  /** Seconds from the start of the span: inside, or outside where there is nothing inside. */
  readonly time: number;
  readonly inside: number;
  readonly router: number;
  /** In a tunnel a packet may leave in several. */
  readonly tunnel: readonly number[];
}

/** Every packet of the seconds, in time order; the router's and the tunnel's own stand alone. */
export function entriesOf({ inside, router, tunnel }: TenSeconds): Entry[] {
  const behind = inside.time.map(() => -1);
  const parts = inside.time.map((): number[] => []);
  const alone: Entry[] = [];
  router.carries.forEach((carried, i) => {
    if (carried >= 0) behind[carried] = i;
    else alone.push({ time: router.time[i] ?? 0, inside: -1, router: i, tunnel: [] });
  });
  tunnel.carries.forEach((carried, i) => {
    if (carried >= 0) parts[carried]?.push(i);
    else alone.push({ time: tunnel.time[i] ?? 0, inside: -1, router: -1, tunnel: [i] });
  });
  const entries = inside.time.map((time, i): Entry => ({
    time,
    inside: i,
    router: behind[i] ?? -1,
    tunnel: parts[i] ?? [],
  }));
  return [...entries, ...alone].sort((a, b) => a.time - b.time);
}

const OTHERS = -2;

/** A row of a lane: which packets lie in it, and what it is called by. */
export interface Row {
  /** Index of the device or key of the server; OTHERS for those taken together. */
  readonly key: string;
  readonly packets: number;
  /** How many are taken together; 1 for one. */
  readonly of: number;
}

/** Rows and, of each packet inside, which row it lies in (-1: none). */
export interface Rows {
  readonly rows: readonly Row[];
  readonly rowOf: readonly number[];
}

/** Packets by a key, the busiest keys a row each and the others one together. */
export function rowsBy(keys: readonly (string | null)[], most: number): Rows {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  const order = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const shown = order.length > most ? order.slice(0, most - 1) : order;
  const rest = order.slice(shown.length);
  const rows: Row[] = shown.map(([key, packets]) => ({ key, packets, of: 1 }));
  if (rest.length > 0) {
    rows.push({
      key: String(OTHERS),
      packets: rest.reduce((sum, [, packets]) => sum + packets, 0),
      of: rest.length,
    });
  }
  const places = new Map(shown.map(([key], i) => [key, i]));
  const rowOf = keys.map((key) => (key === null ? -1 : (places.get(key) ?? rows.length - 1)));
  return { rows, rowOf };
}
