import {
  type DetectionModel,
  type DetectionRun,
  type DetectionWindow,
  PAPER_WINDOW,
  type Superposed,
} from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import { checkpoint, type Job } from '../../contract/job';
import { Random } from '../../contract/random';
import { perceived, type VantageName } from '../../contract/vantage';
import { windowEnds } from '../../features';
import {
  checkDetectionFolder,
  loadDetection,
  openCounter,
  openDetector,
  saveDetection,
} from '../../inference';
import { withHeaders } from '../../vantage';
import { loadView, type ViewInput } from '../seen';
import { countWindows, scoreCounts } from './count-windows';
import { learnCounter } from './learn-counter';
import { type DetectorOptions, learnDetector } from './learn-detector';
import { Owners } from './owners';
import { partOfJob } from './part-of-job';
import { meanF1, noScores, scoreDetector } from './score-detection';
import { scoreSuperposed } from './score-superposed';

/** Captures of two days may share the seconds around midnight. */
const SAME_TIME = 60;

export interface TrainDetectionOptions extends ViewInput, Omit<DetectorOptions, 'seed'> {
  readonly vantage: VantageName;
  /** Types to learn; none: every type of IoT device. */
  readonly types: readonly string[];
  /** Up to how many devices of a type are counted; null: they are not. */
  readonly most: number | null;
  /** Folder to write. */
  readonly out: string;
}

export interface RunDetectionOptions extends Omit<ViewInput, 'vantage'> {
  /** Folder that training wrote. */
  readonly model: string;
  /** With labels: also put numbers of devices together, and tell how well they are counted. */
  readonly superpose?: boolean;
}

/**
 * Learns from captures to tell which types of devices are there, and writes what was learned.
 * @throws HomeMoleError of loading; `device-unknown` for a type that is not there; `too-few-packets` where no
 *   type sends something often enough
 */
export async function trainDetection(
  options: TrainDetectionOptions,
  job: Job,
): Promise<DetectionModel> {
  await checkDetectionFolder(options.out);
  const { loaded, seen, simulated } = await loadView(options, job);
  const visible = withHeaders(loaded.home, perceived(seen));
  const { view } = visible;
  const owners = new Owners(visible, loaded.home);
  const missing = options.types.find((type) => !owners.types.includes(type));
  if (missing !== undefined)
    throw new HomeMoleError('device-unknown', { device: missing, known: owners.types.join(', ') });
  const types = options.types.length > 0 ? [...new Set(options.types)].sort() : owners.types;
  const detectors: DetectionModel['detectors'] = [];
  const counters: DetectionModel['counters'] = [];
  const notLearned: DetectionModel['notLearned'] = [];
  for (const [index, type] of types.entries()) {
    await checkpoint(job);
    const seed = new Random(options.seed).fork(index).uint32();
    const part = partOfJob(job, index, types.length);
    const packets = owners.packetsOf(type);
    const settings = { ...options, seed };
    const found = await learnDetector(view, type, packets, settings, part);
    if (typeof found === 'number') {
      notLearned.push({ type, windows: found });
      continue;
    }
    detectors.push(found);
    if (options.most === null) continue;
    const counter = await learnCounter(
      view,
      type,
      packets,
      found.window,
      options.most,
      settings,
      part,
    );
    if (counter !== null) counters.push(counter);
  }
  if (detectors.length === 0)
    throw new HomeMoleError('too-few-packets', { packets: view.count, needed: 1 });
  const model: DetectionModel = {
    format: 'homemole-detection',
    version: 1,
    vantage: view.vantage,
    simulated,
    seed: options.seed,
    span: { first: view.time[0]!, last: view.time[view.count - 1]! },
    detectors,
    counters,
    notLearned,
  };
  await saveDetection(options.out, model);
  return model;
}

/**
 * Tells of each stretch of captures which types of devices are there; with a label file also how right that is.
 * @throws HomeMoleError of the model and of loading
 */
export async function runDetection(options: RunDetectionOptions, job: Job): Promise<DetectionRun> {
  const model = await loadDetection(options.model);
  const { loaded, seen, simulated } = await loadView({ ...options, vantage: model.vantage }, job);
  const visible = withHeaders(loaded.home, perceived(seen));
  const { view } = visible;
  const first = view.time[0] ?? 0;
  const last = view.time[view.count - 1] ?? 0;
  const ends = windowEnds(first, last, PAPER_WINDOW, PAPER_WINDOW);
  const windows = ends.map((end): DetectionWindow => {
    return { start: end - PAPER_WINDOW, end, present: {}, count: {}, confidence: {} };
  });
  const owners = loaded.labelled ? new Owners(visible, loaded.home) : null;
  const scores = owners && noScores();
  const superposed: Record<string, Superposed> = {};
  for (const [done, detector] of model.detectors.entries()) {
    const { type } = detector;
    await checkpoint(job);
    job.report({ stage: 'labelling', done, total: model.detectors.length, unit: 'steps' });
    const packets = owners && owners.packetsOf(type);
    const open = await openDetector(detector);
    try {
      (await open.ask(view, ends, job)).forEach((share, i) => {
        windows[i]!.present[type] = share >= open.threshold;
        windows[i]!.confidence[type] = share;
      });
      if (packets && scores)
        await scoreDetector(view, packets, open, ends, options.seed, scores, job);
    } finally {
      await open.release();
    }
    const counter = model.counters.find((one) => one.type === type);
    if (counter === undefined) continue;
    const counting = await openCounter(counter);
    try {
      await countWindows(view, counting, windows, job);
      if (packets && scores) scoreCounts(view, packets, counter, windows, scores);
      const { seed } = options;
      const found =
        packets && options.superpose && (await scoreSuperposed(view, packets, counting, seed, job));
      if (found) superposed[type] = found;
    } finally {
      await counting.release();
    }
  }
  if (scores) scores.meanF1 = meanF1(scores);
  const shared = Math.min(last, model.span.last) - Math.max(first, model.span.first);
  return {
    vantage: model.vantage,
    simulated: simulated || model.simulated,
    windows,
    windowSeconds: PAPER_WINDOW,
    lookBack: Object.fromEntries(model.detectors.map(({ type, window }) => [type, window])),
    learnedFromThese: shared > SAME_TIME,
    ...scores,
    ...(options.superpose ? { superposed } : {}),
  };
}
