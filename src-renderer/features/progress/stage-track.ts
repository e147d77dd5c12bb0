import type { Progress, Stage } from '@contract/job';
import type { VantageName } from '@contract/vantage';

/** The stages as people see them; the last four happen once for each vantage. */
export const shownStages = ['read', 'identify', 'view', 'train', 'label', 'evaluate'] as const;
export type ShownStage = (typeof shownStages)[number];

const shownAs: Partial<Record<Stage, ShownStage>> = {
  simulating: 'read',
  reading: 'read',
  identifying: 'identify',
  viewing: 'view',
  features: 'view',
  training: 'train',
  labelling: 'label',
  evaluating: 'evaluate',
};

export const isPerVantage = (stage: ShownStage): boolean =>
  stage !== 'read' && stage !== 'identify';

/** How far a job has come; nothing in it ever goes back. */
export interface StageTrack {
  readonly current: ShownStage | null;
  /** The vantage being worked on; null in the stages before. */
  readonly vantage: VantageName | null;
  readonly simulating: boolean;
  /** Finished parts: `read`, `identify`, `train wireguard` ... */
  readonly finished: ReadonlySet<string>;
}

const part = (stage: ShownStage, vantage: VantageName | null): string =>
  isPerVantage(stage) && vantage !== null ? `${stage} ${vantage}` : stage;

export function emptyTrack(): StageTrack {
  return { current: null, vantage: null, simulating: false, finished: new Set() };
}

/** Takes in what the engine reports. A part is finished once the engine works on another one. */
export function track(
  before: StageTrack,
  progress: Pick<Progress, 'stage' | 'subject'>,
  vantages: readonly VantageName[],
): StageTrack {
  const current = shownAs[progress.stage];
  if (current === undefined) return before;
  const named = vantages.find((vantage) => progress.subject?.includes(vantage));
  const vantage = isPerVantage(current) ? (named ?? before.vantage ?? vantages[0] ?? null) : null;
  const finished = new Set(before.finished);
  const now = part(current, vantage);
  if (before.current !== null && part(before.current, before.vantage) !== now) {
    finished.add(part(before.current, before.vantage));
  }
  if (current !== 'read') finished.add('read');
  if (isPerVantage(current)) finished.add('identify');
  return {
    current,
    vantage,
    simulating: before.simulating || progress.stage === 'simulating',
    finished,
  };
}

/** How many of the parts of a stage are finished, and how many there are. */
export function partsOf(
  state: StageTrack,
  stage: ShownStage,
  vantages: readonly VantageName[],
): { done: number; total: number } {
  if (!isPerVantage(stage)) return { done: state.finished.has(stage) ? 1 : 0, total: 1 };
  const done = vantages.filter((vantage) => state.finished.has(`${stage} ${vantage}`)).length;
  return { done, total: vantages.length };
}

export type StageState = 'waiting' | 'current' | 'done';

/** Whether a stage waits, runs or is through. */
export function stateOf(
  state: StageTrack,
  stage: ShownStage,
  vantages: readonly VantageName[],
): StageState {
  if (state.current === stage) return 'current';
  const { done, total } = partsOf(state, stage, vantages);
  return done === total ? 'done' : 'waiting';
}
