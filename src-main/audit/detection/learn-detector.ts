import { version } from '../../../package.json';
import type { DetectionMethod, Detector } from '../../contract/detection';
import type { Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import {
  learnTelling,
  ownWindow,
  spokenWindows,
  tellingMoments,
  tellingPackets,
  windowEnds,
  windowMatrix,
} from '../../features';
import { encodeForest, trainForest } from '../../learning';
import { chooseThreshold } from './choose-threshold';
import { learnPresenceNetwork } from './learn-network';
import type { TypePackets } from './owners';

/** How detectors are learned. */
export interface DetectorOptions {
  readonly method: DetectionMethod;
  /** Seconds of every type's window; null: each has its own. */
  readonly window: number | null;
  /** `best`: whether server ports count, where they are seen. */
  readonly withPorts: boolean;
  readonly seed: number;
}

/** Fewer windows in which a type sends something teach nothing. */
const FEWEST_WINDOWS = 5;
/** Windows begin so many seconds after each other: they overlap. */
const STEP = 90;
/** Of longer windows so many overlap. */
const OVERLAP = 12;
const FOREST = { trees: 300, minLeaf: 1, maxDepth: 24, featuresPerSplit: 'sqrt' } as const;
const CLASSES = ['absent', 'present'];

/**
 * Learns to tell whether a type is there: windows as they were against the same windows without its packets
 * (Ma et al., section IV-B), where it sends something in them.
 * @returns the number of windows where there are too few
 */
export async function learnDetector(
  view: View,
  type: string,
  packets: TypePackets,
  options: DetectorOptions,
  job: Job,
): Promise<Detector | number> {
  const { times } = packets;
  if (times.length === 0) return 0;
  const window = options.window ?? ownWindow(times);
  const [first, last] = [view.time[0]!, view.time[view.count - 1]!];
  const step = Math.max(STEP, Math.round(window / OVERLAP));
  const ends = spokenWindows(times, windowEnds(first, last, window, step), window);
  if (ends.length < FEWEST_WINDOWS) return ends.length;
  const common = { type, window, learned: ends.length };
  return options.method === 'cnn'
    ? { ...common, ...(await learnPresenceNetwork(view, packets, ends, window, options.seed, job)) }
    : {
        ...common,
        ...(await learnForest(
          view,
          packets,
          { ends, window, overlap: Math.ceil(window / step) },
          options,
          job,
        )),
      };
}

async function learnForest(
  view: View,
  { own, without }: TypePackets,
  { ends, window, overlap }: { ends: readonly number[]; window: number; overlap: number },
  { withPorts, seed }: DetectorOptions,
  job: Job,
) {
  const telling = learnTelling(view, own, withPorts)!;
  const matrixOf = (of: View) =>
    windowMatrix(tellingMoments(tellingPackets(of, telling.kinds), telling), ends, window);
  const present = matrixOf(view);
  const values = new Float32Array(2 * present.values.length);
  values.set(present.values);
  values.set(matrixOf(without).values, present.values.length);
  const labels = new Uint16Array(2 * ends.length).fill(1, 0, ends.length);
  const matrix = { ...present, rows: 2 * ends.length, values };
  const threshold = await chooseThreshold(matrix, ends.length, overlap, seed, job);
  const forest = await trainForest(matrix, labels, 2, { ...FOREST, seed }, job);
  const model = encodeForest(forest, { classes: CLASSES, vantage: view.vantage, version });
  return {
    method: 'best' as const,
    threshold,
    telling,
    forest: Buffer.from(model).toString('base64'),
  };
}
