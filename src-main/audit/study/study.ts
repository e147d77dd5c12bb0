import { HomeMoleError, problemOf } from '../../contract/errors';
import type { Home } from '../../contract/home';
import { type Job, quietJob } from '../../contract/job';
import { studySplit } from '../../contract/messages';
import type { StudyCell, StudyPlan, StudyResult, StudyUnknown } from '../../contract/study';
import { deviceCombinations, devicesOf, splitByTime, type TimeSplit } from '../../evaluation';
import { WINDOW } from '../../features';
import { viewHome } from '../../vantage';
import { type CaptureInput, loadHome } from '../load';
import { ablate } from './ablate';
import { leaveEachOut } from './leave-out';
import { leaveOutsOf, type PlannedRun, runsOf } from './plan';
import { type LabelledParts, labelParts, named, runCell } from './run-cell';
import { splitStreamsAtRandom, splitStreamsByTime } from './splits';
import { type Stream, streamsOf } from './streams';
import { StudyTally } from './tally';

export interface StudyOptions extends CaptureInput {
  readonly plan: StudyPlan;
  /** Script of the training workers; undefined trains in this thread. */
  readonly workerEntry: string | undefined;
}

/**
 * Adversaries, scenarios, splits, windows and ablations side by side: every run of the plan trains an
 * adversary anew and scores it. The view's modelled delays are those of the first seed in all runs, so seeds
 * differ by what they learn and, split at random, by what is drawn.
 * @throws HomeMoleError of loading; `cancelled`; the first run's problem when no run came to an end. Else a
 *   run that failed is told in the result.
 */
export async function runStudy(options: StudyOptions, job: Job): Promise<StudyResult> {
  const { plan, workerEntry } = options;
  const { home, simulated, files } = await loadHome(options, job);
  const { view, origin } = viewHome(home, 'napt', plan.seeds[0] as number);
  const split = splitByTime(view.time, plan.trainShare, Math.max(WINDOW, ...plan.windows));
  const tally = new StudyTally();
  const source = new Source(home, plan, split);
  for (const run of runsOf(plan)) {
    const { cell, seed, permuted, subject } = run;
    // Steps of a run are told from those of the others by what it is.
    const inner: Job = {
      signal: job.signal,
      report: (report) => job.report({ ...report, subject }),
    };
    try {
      const labelled = await source.partsOf(run, inner);
      if (!permuted) tally.baseline(cell, labelled);
      const choice = { seed, workerEntry, window: cell.window, epochs: plan.epochs };
      const seen = without(cell, labelled);
      const score = await runCell(seen, cell.model, permuted, choice, inner);
      tally.add(run, score, labelled);
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'cancelled') throw error;
      tally.fail(run, problem);
    }
  }
  const unknown: StudyUnknown[] = [];
  for (const run of leaveOutsOf(plan)) {
    const { cell, seed, subject } = run;
    const report = (done: number, total: number): void =>
      job.report({ stage: 'evaluating', subject, done, total, unit: 'steps' });
    const inner: Job = { ...quietJob, signal: job.signal };
    try {
      const labelled = await source.partsOf(run, inner);
      const choice = { seed, workerEntry, window: cell.window, epochs: plan.epochs };
      const types = await leaveEachOut(
        labelled,
        { ...choice, ...named(cell.model) },
        inner,
        report,
      );
      unknown.push({ ...cell, types });
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'cancelled') throw error;
      tally.fail(run, problem);
    }
  }
  const [failure] = tally.failures;
  if (failure && tally.runs().length === 0) {
    throw new HomeMoleError(failure.problem.code, failure.problem.params);
  }
  const { trainStartTime, trainEndTime, testStartTime, testEndTime, gapSeconds } = split;
  return {
    format: 'homemole-study',
    version: 1,
    simulated,
    files: [...files],
    plan,
    combinations: {
      window: WINDOW,
      bins: deviceCombinations(devicesOf(home, origin), WINDOW),
    },
    runs: tally.runs(),
    baselines: tally.baselines(),
    leakage: tally.leakage(),
    ...(plan.unknown === true ? { unknown } : {}),
    failures: [...tally.failures],
    method: {
      split: studySplit(plan),
      trainSeconds: trainEndTime - trainStartTime,
      gapSeconds,
      testSeconds: testEndTime - testStartTime,
    },
  };
}

function without({ ablation }: StudyCell, labelled: LabelledParts): LabelledParts {
  const { learn, ask } = labelled.parts;
  const parts = {
    learn: { ...learn, view: ablate(learn.view, ablation) },
    ask: ask.map((one) => ({ ...one, view: ablate(one.view, ablation) })),
  };
  return { ...labelled, parts };
}

/** Streams and parts; those of the run before are kept, as runs that share them follow each other. */
class Source {
  private key = '';
  private streams: readonly Stream[] = [];

  constructor(
    private readonly home: Home,
    private readonly plan: StudyPlan,
    private readonly split: TimeSplit,
  ) {}

  async partsOf({ cell, seed }: PlannedRun, job: Job): Promise<LabelledParts> {
    const streams = await this.streamsOf(cell, job);
    const parts =
      cell.split === 'time'
        ? splitStreamsByTime(streams, this.split, cell.window)
        : splitStreamsAtRandom(streams, cell.window, seed);
    return labelParts(this.home, parts);
  }

  private async streamsOf(cell: StudyCell, job: Job): Promise<readonly Stream[]> {
    const { vantage, scenario, portMode } = cell;
    const key = [vantage, scenario, portMode].join(' ');
    if (key !== this.key) {
      this.key = '';
      job.report({ stage: 'viewing', done: 0, total: 1, unit: 'steps' });
      const choice = { vantage, scenario, portMode, seed: this.plan.seeds[0] as number };
      this.streams = await streamsOf(this.home, choice, job);
      this.key = key;
      job.report({ stage: 'viewing', done: 1, total: 1, unit: 'steps' });
    }
    return this.streams;
  }
}
