import { HomeMoleError } from '../../contract/errors';
import type { FoundEvent, Habits, InteractionsModel } from '../../contract/interactions';
import { checkpoint, type Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import { candidateMatrix, candidateTimes } from '../../features';
import { type Forest, forestPredict, readForest } from '../../learning';
import { decode } from './decode';

/**
 * The interactions that the eavesdropper claims to have seen in a view, in order of time.
 * @param alone judges each by what surrounds it, not by what was done before and after
 * @throws HomeMoleError `model-malformed`; `cancelled`
 */
export async function findEvents(
  view: View,
  model: Pick<InteractionsModel, 'habits'>,
  job: Job,
  alone = false,
): Promise<FoundEvent[]> {
  const found: FoundEvent[] = [];
  const step = { stage: 'labelling', total: model.habits.length, unit: 'steps' } as const;
  for (const [done, habits] of model.habits.entries()) {
    await checkpoint(job);
    job.report({ ...step, done });
    found.push(...eventsOf(view, alone ? withoutOrder(habits) : habits));
  }
  job.report({ ...step, done: step.total });
  return found.sort((one, other) => one.time - other.time);
}

function eventsOf(view: View, habits: Habits): FoundEvent[] {
  const { device, interactions, anchors, apart, columns, follows } = habits;
  const times = candidateTimes(view, anchors, apart);
  if (times.length === 0) return [];
  const matrix = candidateMatrix(view, times, columns);
  const classes = interactions.length + 1;
  const forest = forestOf(habits, matrix.columns, classes);
  const chances = decode(forestPredict(forest, matrix).probability, classes, follows);
  return Array.from(times).flatMap((time, row): FoundEvent[] => {
    const here = chances.subarray(row * classes, (row + 1) * classes);
    const label = here.indexOf(Math.max(...here));
    const interaction = interactions[label];
    if (interaction === undefined) return [];
    return [{ time, device, interaction, count: 1, confidence: here[label] as number }];
  });
}

/** As if anything could follow anything. */
function withoutOrder(habits: Habits): Habits {
  return { ...habits, follows: habits.follows.map((row) => row.map(() => 1)) };
}

function forestOf({ forest, device }: Habits, columns: number, classes: number): Forest {
  try {
    return readForest(Buffer.from(forest, 'base64'), { columns, classes });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('model-malformed', { folder: device, detail });
  }
}
