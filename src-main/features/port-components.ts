import type { PortComponents } from '../contract/learning';

/** The paper's (section 5.1). */
const COMPONENTS = 50;
/** Digits kept, so that a card holds what it was trained with. */
const DIGITS = 7;

/** A principal component of one-hot ports: its variance, and its weight for each port. */
interface Component {
  readonly variance: number;
  readonly weights: Float64Array;
}

/**
 * The principal components of one-hot coded ports, exactly. With p the shares of the ports, the covariance is
 * diag(p) - p p', so no matrix is needed: its eigenvalues are the roots of the secular equation
 * 1 = sum p_i^2 / (p_i - x), one just below each different p (Golub 1973), and m ports that share one p
 * have it m - 1 times as an eigenvalue of its own.
 * @param counts Packets of each port, all positive.
 * @returns At most `most`, the largest variance first. Variances are of the population (divided by n).
 */
export function principalPorts(counts: readonly number[], most: number): Component[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => count / total);
  const order = [...shares.keys()].sort((a, b) => (shares[b] as number) - (shares[a] as number));
  const groups: number[][] = [];
  for (const port of order) {
    const last = groups.at(-1);
    if (last && shares[last[0] as number] === shares[port]) last.push(port);
    else groups.push([port]);
  }
  const components: Component[] = [];
  groups.forEach((group, index) => {
    if (components.length >= most) return;
    const share = shares[group[0] as number] as number;
    components.push(...withinGroup(group, share, shares.length));
    const next = groups[index + 1];
    // The last root is 0: all weights alike, of which there is no variance.
    if (next) components.push(belowShare(shares, share, shares[next[0] as number] as number));
  });
  return components.slice(0, most);
}

/** Those that tell ports of one share from each other (Helmert's contrasts). */
function withinGroup(group: readonly number[], variance: number, ports: number): Component[] {
  return group.slice(1).map((port, k) => {
    const before = k + 1;
    const weights = new Float64Array(ports);
    const scale = 1 / Math.sqrt(before * (before + 1));
    for (const other of group.slice(0, before)) weights[other] = scale;
    weights[port] = -before * scale;
    return { variance, weights };
  });
}

/** The one whose variance lies between a share and the next smaller one. */
function belowShare(shares: readonly number[], share: number, next: number): Component {
  // In terms of the distance below `share`, so that nothing cancels out near it.
  const sum = (below: number): number =>
    shares.reduce((total, p) => total + (p * p) / (p - share + below), 0);
  let low = 0;
  let high = share - next;
  for (let step = 0; step < 200 && low < high; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (sum(middle) > 1) low = middle;
    else high = middle;
  }
  const below = (low + high) / 2;
  const raw = Float64Array.from(shares, (p) => p / (p - share + below));
  const norm = Math.sqrt(raw.reduce((total, weight) => total + weight * weight, 0));
  return { variance: share - below, weights: raw.map((weight) => weight / norm) };
}

/**
 * What the paper makes of ports: one-hot, reduced to 50 components by a PCA of the training packets.
 * @param ports Of the training packets.
 */
export function portComponentsOf(ports: Iterable<number>): PortComponents {
  const counts = new Map<number, number>();
  for (const port of ports) counts.set(port, (counts.get(port) ?? 0) + 1);
  const known = [...counts.keys()].sort((one, other) => one - other);
  const each = known.map((port) => counts.get(port) as number);
  const total = each.reduce((sum, count) => sum + count, 0);
  const found = principalPorts(each, COMPONENTS);
  const means = found.map(({ weights }) =>
    weights.reduce((sum, weight, i) => sum + (weight * (each[i] as number)) / total, 0),
  );
  const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
  const all = each.reduce((sum, count) => sum + (count / total) * (1 - count / total), 0);
  const kept = found.reduce((sum, { variance }) => sum + variance, 0);
  return {
    ports: known,
    scores: known.map((_, i) =>
      found.map(({ weights }, c) => rounded((weights[i] as number) - (means[c] as number))),
    ),
    other: means.map((mean) => rounded(-mean)),
    explained: all === 0 ? 1 : rounded(kept / all),
  };
}
