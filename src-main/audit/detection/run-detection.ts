import {
  type DetectionModel,
  type DetectionRun,
  type DetectionWindow,
  PAPER_WINDOW,
} from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import { checkpoint, type Job } from '../../contract/job';
import { Random } from '../../contract/random';
import { perceived, type VantageName, type View } from '../../contract/vantage';
import { windowEnds } from '../../features';
import {
  checkDetectionFolder,
  loadDetection,
  openDetector,
  type OpenDetector,
  saveDetection,
} from '../../inference';
import { loadView, type ViewInput } from '../seen';
import { type DetectorOptions, learnDetector } from './learn-detector';
import { Owners } from './owners';
import { partOfJob } from './part-of-job';
import { PRESENT, scoreDetection } from './score-detection';

/** Captures of two days may share the seconds around midnight. */
const SAME_TIME = 60;

export interface TrainDetectionOptions extends ViewInput, Omit<DetectorOptions, 'seed'> {
  readonly vantage: VantageName;
  /** Types to learn; none: every type of IoT device. */
  readonly types: readonly string[];
  /** Folder to write. */
  readonly out: string;
}

export interface RunDetectionOptions extends Omit<ViewInput, 'vantage'> {
  /** Folder that training wrote. */
  readonly model: string;
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
  const visible = perceived(seen);
  const { view } = visible;
  const owners = new Owners(visible, loaded.home);
  const missing = options.types.find((type) => !owners.types.includes(type));
  if (missing !== undefined)
    throw new HomeMoleError('device-unknown', { device: missing, known: owners.types.join(', ') });
  const types = options.types.length > 0 ? [...new Set(options.types)].sort() : owners.types;
  const detectors: DetectionModel['detectors'] = [];
  const notLearned: DetectionModel['notLearned'] = [];
  for (const [index, type] of types.entries()) {
    await checkpoint(job);
    const seed = new Random(options.seed).fork(index).uint32();
    const part = partOfJob(job, index, types.length);
    const found = await learnDetector(view, owners, type, { ...options, seed }, part);
    if (typeof found === 'number') notLearned.push({ type, windows: found });
    else detectors.push(found);
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
  const visible = perceived(seen);
  const { view } = visible;
  const detectors = model.detectors.map((detector) => openDetector(detector));
  const first = view.time[0] ?? 0;
  const last = view.time[view.count - 1] ?? 0;
  const ends = windowEnds(first, last, PAPER_WINDOW, PAPER_WINDOW);
  const windows = await windowsOf(view, detectors, ends, job);
  const scores = loaded.labelled
    ? await scoreDetection(
        view,
        new Owners(visible, loaded.home),
        detectors,
        ends,
        options.seed,
        job,
      )
    : {};
  return {
    vantage: model.vantage,
    simulated: simulated || model.simulated,
    windows,
    windowSeconds: PAPER_WINDOW,
    lookBack: Object.fromEntries(model.detectors.map(({ type, window }) => [type, window])),
    learnedFromThese:
      Math.min(last, model.span.last) - Math.max(first, model.span.first) > SAME_TIME,
    ...scores,
  };
}

async function windowsOf(
  view: View,
  detectors: readonly OpenDetector[],
  ends: readonly number[],
  job: Job,
): Promise<DetectionWindow[]> {
  const windows = ends.map((end): DetectionWindow => ({
    start: end - PAPER_WINDOW,
    end,
    present: {},
    confidence: {},
  }));
  const step = { stage: 'labelling', total: detectors.length, unit: 'steps' } as const;
  for (const [done, open] of detectors.entries()) {
    await checkpoint(job);
    job.report({ ...step, done });
    open.ask(view, ends).forEach((share, i) => {
      windows[i]!.present[open.detector.type] = share >= PRESENT;
      windows[i]!.confidence[open.detector.type] = share;
    });
  }
  return windows;
}
