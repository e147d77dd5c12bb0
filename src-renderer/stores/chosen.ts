import type { AuditRequest, CaptureSource, ChosenFiles } from '@contract/ipc';
import type { VantageName } from '@contract/vantage';

/** What the user wants audited. */
export type Chosen =
  | { kind: 'sample' }
  | ({ kind: 'files' } & ChosenFiles)
  /** The recording that was just made. */
  | { kind: 'capture'; jobId: string; labels: string | null };

/** A short choice to begin with. */
export const defaultVantages: readonly VantageName[] = [
  'napt',
  'openvpn-udp-aes-256-gcm',
  'wireguard',
];

/** The seed of audits started from the window, so that the same recording gives the same figures. */
export const seed = 1;

/** Files added to those chosen before: captures gather, a new CSV takes the place of the old one. */
export function addFiles(before: Chosen | null, more: ChosenFiles): Chosen {
  const old = before?.kind === 'files' ? before : { captures: [], labels: null, events: null };
  return {
    kind: 'files',
    captures: [...new Set([...old.captures, ...more.captures])],
    labels: more.labels ?? old.labels,
    events: more.events ?? old.events,
  };
}

/** The choice without one of its files; null when nothing is left. */
export function withoutFile(chosen: Chosen, path: string): Chosen | null {
  if (chosen.kind !== 'files') return chosen;
  const left: Chosen = {
    kind: 'files',
    captures: chosen.captures.filter((capture) => capture !== path),
    labels: chosen.labels === path ? null : chosen.labels,
    events: chosen.events === path ? null : chosen.events,
  };
  const empty = left.captures.length === 0 && left.labels === null && left.events === null;
  return empty ? null : left;
}

/** True when an audit of this can be asked for. */
export function canStart(chosen: Chosen | null, vantages: readonly VantageName[]): boolean {
  if (chosen === null || vantages.length === 0) return false;
  return chosen.kind !== 'files' || chosen.captures.length > 0;
}

/** What is chosen, as plain data: a proxy cannot cross to the main process. */
export function sourceOf(chosen: Chosen): CaptureSource {
  if (chosen.kind !== 'files') return { ...chosen };
  const { captures, labels, events } = chosen;
  return { kind: 'files', captures: [...captures], labels, events };
}

export function requestOf(chosen: Chosen, vantages: readonly VantageName[]): AuditRequest {
  return { source: sourceOf(chosen), vantages: [...vantages], seed };
}
