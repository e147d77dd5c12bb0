import type { TypePresence } from '../contract/calibration';
import { duration, percent, table } from './text';

/** Which types the eavesdropper says were there; none where it had not learned how to tell. */
export function presenceLines(presences: readonly TypePresence[]): string[] {
  if (presences.length === 0) return [];
  const rows = presences.map(({ type, windows, windowSeconds, claimed, activity, ...one }) => [
    type,
    `${claimed} of ${windows} (${duration(windowSeconds)})`,
    percent(one.probability),
    one.since === null ? '-' : `${new Date(one.since * 1000).toISOString().slice(0, 16)}Z`,
    one.sureSeconds === null ? '-' : duration(one.sureSeconds),
    `${activity.claimed} (${activity.busy})`,
    percent(one.score?.f1 ?? null),
  ]);
  return [
    '',
    'Which types were there, by its own evidence (windows of six minutes, longer for types that send rarely);',
    'in brackets in how many windows of six minutes a type really was busy:',
    '',
    table(['Type', 'There in', 'How sure', 'Since', 'Sure after', 'Busy', 'F1'], rows, [2, 4, 6]),
  ];
}
