import type { LiveEnd } from '@contract/live';

/** What must be known of a recording before it is trusted; `ended.*` has the words. */
export type EndNote =
  | { key: 'droppedWarning' | 'duplicatesWarning' | 'skippedWarning'; count: number }
  | { key: 'uncounted' | 'coarseWarning' | 'noInternet' | 'noGateway'; count: null };

export function notesOf({ update }: LiveEnd): EndNote[] {
  const { status, duplicates, internetPackets, gateway, labelling } = update;
  const notes: EndNote[] = [];
  if (status.dropped === null) notes.push({ key: 'uncounted', count: null });
  else if (status.dropped > 0) notes.push({ key: 'droppedWarning', count: status.dropped });
  if (status.timestamps === 'coarse') notes.push({ key: 'coarseWarning', count: null });
  if (duplicates > 0) notes.push({ key: 'duplicatesWarning', count: duplicates });
  if (status.packets > 0) {
    if (gateway === null) notes.push({ key: 'noGateway', count: null });
    else if (internetPackets === 0) notes.push({ key: 'noInternet', count: null });
  }
  if (labelling.skipped > 0) notes.push({ key: 'skippedWarning', count: labelling.skipped });
  return notes;
}
