import { join } from 'node:path';
import {
  inspectCaptures,
  loadHome,
  loadTwoSided,
  runAudit,
  type AuditOptions,
  runEvaluate,
  type EvaluateOptions,
  runExplain,
  type ExplainOptions,
  leaveOutsOf,
  runsOf,
  runStudy,
  type StudyOptions,
  runTrain,
  shapingSubject,
  type TrainOptions,
  type CaptureInput,
} from '../audit';
import type { Job, Progress } from '../contract/job';
import type { Explanation } from '../contract/explanation';
import type { Card } from '../contract/learning';
import type {
  AuditResult,
  EvaluateResult,
  InspectResult,
  SimulateResult,
  ViewResult,
  ViewSidesResult,
} from '../contract/results';
import type { StudyResult } from '../contract/study';
import { formatShaping, parseShaping } from '../contract/shaping-text';
import { perceived, type VantageName } from '../contract/vantage';
import { simulate } from '../simulator';
import { hidingAt, type SideChoice, summariseView, viewHome, writeView } from '../vantage';
import { checkOutput } from './check-output';
import { type PlannedStep, plans, trackProgress } from './progress';
import { viewLines } from './view-lines';

/** Where the program's own data and scripts are. */
export interface Place {
  /** Folder `resources/`. */
  readonly resources: string;
  /** Script of the training workers; undefined trains in the calling thread. */
  readonly workerEntry: string | undefined;
  /** File of the names and rulings that the user gave (`knownDevicesFile`); null for none. */
  readonly knownDevices: string | null;
}

/** How the caller follows a job and ends it. */
export interface Hooks {
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

type Input = Omit<CaptureInput, 'resources' | 'knownDevices'>;

export function jobOf(plan: readonly PlannedStep[], hooks: Hooks): Job {
  return { signal: hooks.signal, report: trackProgress(plan, (step) => hooks.progress(step)) };
}

/** What is in the captures; memory does not grow with them. */
export function inspect(input: Input, place: Place, hooks: Hooks): Promise<InspectResult> {
  return inspectCaptures({ ...place, ...input }, jobOf(plans.inspect(), hooks));
}

/**
 * The eavesdropper's view: its figures, and its packets as lines of JSON on demand. `write` names a
 * pcapng file for its packets as far as they are known; it appears whole or not at all.
 * @throws HomeMoleError of reading; `output-unwritable`; `output-exists` for a folder or a capture
 */
export async function view(
  input: Input & { vantage: VantageName; seed: number; write?: string | null },
  place: Place,
  hooks: Hooks,
): Promise<{ summary: ViewResult; lines: () => Generator<string> }> {
  const { write = null } = input;
  if (write !== null) await checkOutput(write, input.captures);
  const job = jobOf(plans.view(write !== null), hooks);
  const { home, simulated } = await loadHome({ ...place, ...input }, job);
  const seen = viewHome(home, input.vantage, input.seed);
  if (write !== null) await writeView(home, seen, write, simulated, job);
  const summary = { ...summariseView(home, seen), simulated, hiding: hidingAt(home, seen) };
  return { summary, lines: () => viewLines(home, seen) };
}

/**
 * The view as it was recorded outside, each packet with its device: `captures` are of the home's side, `wan` of the
 * other.
 * @throws HomeMoleError as `loadTwoSided`
 */
export async function viewSides(
  input: Input & { wan: readonly string[]; choice: SideChoice },
  place: Place,
  hooks: Hooks,
): Promise<{ summary: ViewSidesResult; lines: () => Generator<string> }> {
  const job = jobOf(plans.twoSided(false), hooks);
  const { loaded, paired, wanFiles, simulated, measured } = await loadTwoSided(
    { ...place, ...input },
    job,
  );
  const { home } = loaded;
  const { seen, tunnel, otherTunnels, pairing } = paired;
  const summary = {
    ...summariseView(home, seen),
    simulated,
    hiding: hidingAt(home, seen),
    measured,
    outside: [...wanFiles],
    tunnel,
    otherTunnels,
    pairing,
  };
  // Of a stream the records are what tells something.
  return { summary, lines: () => viewLines(home, perceived(seen)) };
}

/** Trains an adversary and writes it. */
export function train(
  options: Omit<TrainOptions, keyof Place>,
  place: Place,
  hooks: Hooks,
): Promise<Card> {
  return runTrain(
    { ...place, ...options },
    jobOf(plans.train(options.vantage ?? '', options.outside != null), hooks),
  );
}

/** Tests a trained adversary. */
export function evaluate(
  options: Omit<EvaluateOptions, 'resources' | 'knownDevices'>,
  place: Place,
  hooks: Hooks,
): Promise<EvaluateResult> {
  return runEvaluate(
    { ...place, ...options },
    jobOf(plans.evaluate('', options.outside != null), hooks),
  );
}

/** Why a trained adversary calls one packet what it calls it. */
export function explain(
  options: Omit<ExplainOptions, 'resources' | 'knownDevices'>,
  place: Place,
  hooks: Hooks,
): Promise<Explanation> {
  return runExplain({ ...place, ...options }, jobOf(plans.explain(options.outside != null), hooks));
}

/** The whole self-audit. */
export function audit(
  options: Omit<AuditOptions, keyof Place>,
  place: Place,
  hooks: Hooks,
): Promise<AuditResult> {
  const isTwoSided = options.outside != null;
  // Which vantage it is the captures tell.
  const subjects = isTwoSided ? [''] : options.vantages;
  const shapings = shapedSubjects(options);
  const plan = [...plans.audit(subjects, options.models.length, isTwoSided), ...shapings];
  return runAudit({ ...place, ...options }, jobOf(plan, hooks));
}

/** The steps of the shapings that an audit measures. */
function shapedSubjects({ shapings = [], vantages }: Pick<AuditOptions, 'shapings' | 'vantages'>) {
  return vantages.flatMap((vantage) =>
    shapings.map((text) => {
      const subject = shapingSubject(formatShaping(parseShaping(text)), vantage);
      return { stage: 'evaluating', subject, weight: 80 } as const;
    }),
  );
}

/** Adversaries, scenarios, splits and ablations side by side. */
export function study(
  options: Omit<StudyOptions, keyof Place>,
  place: Place,
  hooks: Hooks,
): Promise<StudyResult> {
  const runs = runsOf(options.plan).map(({ subject }) => subject);
  const leaveOuts = leaveOutsOf(options.plan).map(({ subject }) => subject);
  return runStudy({ ...place, ...options }, jobOf(plans.study(runs, leaveOuts), hooks));
}

/** Writes a virtual home. */
export function simulateHome(
  options: { scenario: string; hours: number; seed: number; out: string },
  hooks: Hooks,
): Promise<SimulateResult> {
  return simulate(options, jobOf(plans.simulate(), hooks));
}

/** The sample home that ships with HomeMole; it is simulated. */
export function sampleHome({ resources }: Pick<Place, 'resources'>): Input & { events: string } {
  const folder = join(resources, 'sample-home');
  return {
    captures: [join(folder, 'capture.pcapng')],
    labels: join(folder, 'devices.csv'),
    events: join(folder, 'interactions.csv'),
  };
}
