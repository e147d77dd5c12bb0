import { problemOf } from '../../contract/errors';
import { checkpoint, type Job } from '../../contract/job';
import type {
  ShapedRun,
  ShapingBudget,
  ShapingCost,
  ShapingEffort,
  ShapingSearch,
} from '../../contract/shaping';
import { formatShaping, parseShaping } from '../../contract/shaping-text';
import type { VantageName } from '../../contract/vantage';
import { costOf, expectedPackets, type ShapedHome, shapeHome, trafficOf } from '../../shaping';
import { namedEvents, readInteractions } from '../../home';
import { type CaptureInput, loadHome } from '../load';
import { searchCandidates } from './candidates';
import { Ground } from './ground';
import { HistogramAdversary } from './histogram-adversary';
import { figuresFor, measureShaping } from './measure';
import { sampleShare } from './sample-hours';

export interface ShapingSearchOptions extends CaptureInput {
  readonly vantage: VantageName;
  /** As for a study. */
  readonly events?: string | null;
  readonly budget: ShapingBudget;
  readonly effort: ShapingEffort;
  readonly seed: number;
  readonly workerEntry: string | undefined;
  /** Settings that are tried; absent: `searchCandidates`. */
  readonly candidates?: readonly string[];
}

/** What a search says of itself in its progress. */
export const SEARCH_SUBJECT = 'search';
/** Settings that the adaptive adversary is trained for: those that the quick one does worst on. */
const FINALISTS = 5;
/** Packets of a costing at the most; above, a part of the test traffic is costed. */
const MOST_COSTED = 400_000;

type Tried = ShapingSearch['tried'][number];

/**
 * The best setting within a budget. Each candidate's cost is taken first; those within it are tried by an
 * adversary that is quickly retrained (histograms), and the five that it does worst on by the one that counts.
 * Best is where that one names fewest packets of smart devices rightly.
 * @throws HomeMoleError of loading and training; `cancelled`
 */
export async function searchShaping(
  options: ShapingSearchOptions,
  job: Job,
): Promise<ShapingSearch> {
  const { vantage, budget, effort, seed, workerEntry, candidates = searchCandidates } = options;
  const written = options.events == null ? [] : await readInteractions(options.events);
  const { home, simulated } = await loadHome(options, job);
  const events = namedEvents(written, home.devices);
  const ground = new Ground(home, vantage, { seed, effort, workerEntry, events });
  const total = 2 * candidates.length + 4 * FINALISTS;
  const report = (done: number): void =>
    job.report({ stage: 'evaluating', subject: SEARCH_SUBJECT, done, total, unit: 'steps' });
  const tried: Tried[] = [];
  for (const text of candidates) {
    report(tried.length);
    await checkpoint(job);
    const one = costedAt(ground, text, budget);
    if (one) tried.push(one);
  }
  const within = tried.filter((one) => one.withinBudget);
  for (const [i, one] of within.entries()) {
    report(candidates.length + i);
    await checkpoint(job);
    one.screenedIotAccuracy = screened(ground, one.shaping);
  }
  const finalists = [...within]
    .sort((one, other) => (one.screenedIotAccuracy ?? 1) - (other.screenedIotAccuracy ?? 1))
    .slice(0, FINALISTS);
  let best: ShapedRun | null = null;
  for (const [i, one] of finalists.entries()) {
    report(2 * candidates.length + 4 * i);
    const run = await measureShaping(ground, parseShaping(one.shaping), { adaptive: true }, job);
    one.iotAccuracy = accuracyOf(run);
    // Sampled costs were estimates.
    one.withinBudget = isWithin(run.cost, budget);
    if (one.withinBudget && (best === null || accuracyOf(run) < accuracyOf(best))) best = run;
  }
  report(total);
  return {
    format: 'homemole-shaping-search',
    version: 1,
    simulated,
    vantage,
    budget,
    seed,
    best: best?.shaping === 'none' ? null : best,
    tried,
  };
}

function accuracyOf({ adaptive, static: ofStatic }: ShapedRun): number {
  const figures = adaptive ?? ofStatic;
  return figures.iotAccuracy?.value ?? figures.overallAccuracy.value;
}

function isWithin(
  { bytesRatio, latencySeconds, feasible }: ShapingCost,
  budget: ShapingBudget,
): boolean {
  return feasible && bytesRatio <= budget.bytesRatio && latencySeconds.p95 <= budget.latencySeconds;
}

/** What a candidate costs; null where it cannot run at the vantage. */
function costedAt(ground: Ground, text: string, budget: ShapingBudget): Tried | null {
  const { testHome, vantage, options } = ground;
  const steps = parseShaping(text);
  const traffic = trafficOf(testHome);
  const expected = Math.max(
    ...steps.map((step) => expectedPackets(traffic, step, testHome.devices.length)),
  );
  let shaped: ShapedHome;
  try {
    const home = sampleShare(testHome, Math.min(1, MOST_COSTED / expected));
    shaped = shapeHome(home, steps, vantage, options.seed);
  } catch (error) {
    const { code } = problemOf(error);
    if (code === 'shaping-impossible' || code === 'shaping-too-large') return null;
    throw error;
  }
  const cost = costOf(shaped);
  return {
    shaping: formatShaping(steps),
    bytesRatio: cost.bytesRatio,
    latencySeconds: cost.latencySeconds.p95,
    feasible: cost.feasible,
    withinBudget: isWithin(cost, budget),
    iotAccuracy: null,
  };
}

/** IoT accuracy of the quickly retrained adversary. */
function screened(ground: Ground, text: string): number {
  const steps = parseShaping(text);
  const train = ground.seen(ground.shaped(steps, 'train').home, 2);
  const test = ground.seen(ground.shaped(steps, 'test').home, 1);
  const adversary = new HistogramAdversary(train.view, train.truth, ground.classes.length);
  const figures = figuresFor(ground, 'histogram', test, adversary.label(test.view));
  return figures.iotAccuracy?.value ?? figures.overallAccuracy.value;
}
