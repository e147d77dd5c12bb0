import type { AllSaid } from './said';

/** Names under which registries sell, as `co.uk`. */
const secondLevel = /^(?:ac|co|com|edu|gov|ne|net|or|org)$/;

/** The site of a name, as far as can be told without a list: `a.b.example.co.uk` -> `example.co.uk`. */
export function siteOf(name: string): string {
  const labels = name.toLowerCase().split('.');
  const [second, top] = labels.slice(-2);
  const isLong = labels.length > 2 && top?.length === 2 && secondLevel.test(second ?? '');
  return labels.slice(isLong ? -3 : -2).join('.');
}

/** Whether `name` is `suffix` or ends in it, label by label. */
export function isUnder(name: string, suffix: string): boolean {
  return name === suffix || name.endsWith(`.${suffix}`);
}

/** Names that a device asked for, by DNS or TLS, the most frequent first. */
export function namesAsked({ dns, sni }: AllSaid): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { text, count } of [...dns, ...sni]) {
    const name = text.toLowerCase();
    if (name.includes('.') && !name.endsWith('.local')) {
      counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((one, other) => other.count - one.count || (one.name < other.name ? -1 : 1));
}
