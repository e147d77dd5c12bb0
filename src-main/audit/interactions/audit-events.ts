import type { Home, Interaction } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { VantageAudit } from '../../contract/results';
import type { View } from '../../contract/vantage';
import { rightClaims, scoreEvents, type TimeSplit } from '../../evaluation';
import { sliceView } from '../../features';
import { findEvents } from '../../inference';
import { learnInteractions } from './learn';
import { eventsWithin, markedEvents } from './run-interactions';

type Told = Pick<VantageAudit, 'events' | 'interactions'>;

/**
 * What the eavesdropper can tell of what people did in the tested part, having learned from the events that
 * were marked in the part before; nothing where none could be learned.
 */
export async function auditEvents(
  home: Home,
  view: View,
  split: TimeSplit,
  events: readonly Interaction[],
  seed: number,
  job: Job,
): Promise<Told> {
  const before = sliceView(view, 0, split.trainEnd);
  const tested = sliceView(view, split.testStart, view.count);
  const known = eventsWithin(events, before);
  if (known.length === 0) return { events: [], interactions: [] };
  const { habits } = await learnInteractions(before, home.devices, known, seed, job);
  const found = await findEvents(tested, { habits }, job);
  if (habits.length === 0) return { events: [], interactions: [] };
  // What could not be learned counts as missed.
  const marked = markedEvents(eventsWithin(events, tested), home.devices);
  const right = rightClaims(found, marked);
  return {
    events: found.map((claim) => ({
      time: claim.time,
      device: claim.device,
      interaction: claim.interaction,
      confidence: claim.confidence,
      right: right.has(claim),
    })),
    interactions: scoreEvents(found, marked, split.testEndTime - split.testStartTime).scores,
  };
}
