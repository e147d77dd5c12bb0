import type { Job, Progress, Stage, StageReport } from '../contract/job';

/** One step of a job and its share of the job's time. */
export interface PlannedStep {
  readonly stage: Stage;
  readonly subject?: string;
  readonly weight: number;
}

/** Progress is passed on at most this often, in milliseconds; the last of a step always is. */
const INTERVAL = 100;

/**
 * Turns what the stages report into Progress of the whole job, along a plan of steps. The fraction
 * never falls: a report of a step that is past counts for nothing.
 * @param now Milliseconds of a steady clock.
 */
export function trackProgress(
  plan: readonly PlannedStep[],
  send: (progress: Progress) => void,
  now: () => number = () => performance.now(),
): Job['report'] {
  const total = plan.reduce((sum, { weight }) => sum + weight, 0);
  const begun = now();
  let current = -1;
  let currentBegun = begun;
  let fraction = 0;
  let lastSent = Number.NEGATIVE_INFINITY;

  return (report: StageReport): void => {
    const next = plan.findIndex((step, index) => index >= current && fits(step, report));
    if (next < 0) return;
    const time = now();
    const entered = next !== current;
    if (entered) currentBegun = time;
    current = next;
    const before = plan.slice(0, next).reduce((sum, { weight }) => sum + weight, 0);
    const within = report.total > 0 ? Math.min(1, report.done / report.total) : 0;
    const reached = (before + within * (plan[next] as PlannedStep).weight) / total;
    fraction = Math.min(1, Math.max(fraction, reached));
    if (!entered && within < 1 && time - lastSent < INTERVAL) return;
    lastSent = time;
    const inStep = (time - currentBegun) / 1000;
    const inJob = (time - begun) / 1000;
    send({
      ...report,
      subject: report.subject ?? plan[next]?.subject,
      rate: inStep > 0.2 ? report.done / inStep : null,
      // The first second says little of the rest.
      secondsLeft: inJob > 1 && fraction > 0.02 ? (inJob * (1 - fraction)) / fraction : null,
      fraction,
    });
  };
}

function fits(step: PlannedStep, report: StageReport): boolean {
  if (step.stage !== report.stage) return false;
  return !step.subject || !report.subject || step.subject === report.subject;
}

const perVantage: readonly Omit<PlannedStep, 'subject'>[] = [
  { stage: 'viewing', weight: 1 },
  // The rehearsal.
  { stage: 'features', weight: 2 },
  { stage: 'training', weight: 15 },
  { stage: 'features', weight: 1 },
  { stage: 'labelling', weight: 5 },
  { stage: 'features', weight: 2 },
  { stage: 'training', weight: 60 },
  { stage: 'features', weight: 1 },
  { stage: 'labelling', weight: 25 },
  { stage: 'evaluating', weight: 6 },
];

const loading: readonly PlannedStep[] = [
  { stage: 'reading', weight: 4 },
  { stage: 'identifying', weight: 1 },
];

/** Both sides of the gateway. */
const sides: readonly PlannedStep[] = [
  ...loading,
  { stage: 'reading', weight: 4 },
  { stage: 'pairing', weight: 4 },
];

/** The steps of each kind of job, with the shares of time that were measured on a day of a home. */
export const plans = {
  inspect: (): PlannedStep[] => [...loading],
  export: (): PlannedStep[] => [...loading, { stage: 'writing', weight: 20 }],
  anonymise: (): PlannedStep[] => [{ stage: 'reading', weight: 1 }],
  view: (written: boolean): PlannedStep[] => [
    ...loading,
    { stage: 'viewing', weight: 1 },
    ...(written ? [{ stage: 'writing', weight: 1 } as const] : []),
  ],
  twoSided: (written: boolean): PlannedStep[] => [
    ...sides,
    { stage: 'viewing', weight: 1 },
    ...(written ? [{ stage: 'writing', weight: 1 } as const] : []),
  ],
  audit: (vantages: readonly string[], models: number, isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    ...vantages.flatMap((subject) =>
      Array.from({ length: models }, () => perVantage)
        .flat()
        .map((step) => ({ ...step, subject })),
    ),
  ],
  train: (vantage: string, isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'features', subject: vantage, weight: 2 },
    { stage: 'training', weight: 50 },
    { stage: 'features', subject: vantage, weight: 1 },
    { stage: 'labelling', weight: 10 },
    { stage: 'features', subject: vantage, weight: 3 },
    { stage: 'training', weight: 62 },
  ],
  /** @param runs What each run says of itself, in their order. */
  /** @param leaveOuts Runs in which a dozen types are left out in turn. */
  study: (runs: readonly string[], leaveOuts: readonly string[]): PlannedStep[] => [
    ...loading,
    ...runs.flatMap((subject) => perVantage.map((step) => ({ ...step, subject }))),
    ...leaveOuts.map((subject) => ({ stage: 'evaluating', subject, weight: 1200 }) as const),
  ],
  /** @param runs What each run says of itself, in their order. */
  shapings: (runs: readonly string[]): PlannedStep[] => [
    ...loading,
    ...runs.map((subject) => ({ stage: 'evaluating', subject, weight: 20 }) as const),
  ],
  evaluate: (vantage: string, isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'features', subject: vantage, weight: 2 },
    { stage: 'labelling', weight: 20 },
  ],
  explain: (isTwoSided = false): PlannedStep[] => (isTwoSided ? [...sides] : [...loading]),
  learnInteractions: (isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'training', weight: 6 },
  ],
  profiles: (isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'training', weight: 60 },
  ],
  interactions: (isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'labelling', weight: 1 },
  ],
  learnDetection: (isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'training', weight: 40 },
  ],
  detection: (isTwoSided = false): PlannedStep[] => [
    ...(isTwoSided ? sides : loading),
    { stage: 'labelling', weight: 2 },
    { stage: 'evaluating', weight: 10 },
  ],
  simulate: (): PlannedStep[] => [{ stage: 'simulating', weight: 1 }],
};
