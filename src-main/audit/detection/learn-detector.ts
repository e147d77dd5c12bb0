import { version } from '../../../package.json';
import type { Detector } from '../../contract/detection';
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
import type { Owners } from './owners';

/** How detectors are learned. */
export interface DetectorOptions {
  /** Seconds of every type's window; null: each has its own. */
  readonly window: number | null;
  /** Whether server ports count, where they are seen. */
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
export const CLASSES = ['absent', 'present'];

/**
 * Learns to tell whether a type is there: windows as they were against the same windows without its packets
 * (Ma et al., section IV-B), where it sends something in them.
 * @returns the number of windows where there are too few
 */
export async function learnDetector(
  view: View,
  owners: Owners,
  type: string,
  options: DetectorOptions,
  job: Job,
): Promise<Detector | number> {
  const { own, others, times } = owners.packetsOf(type);
  const telling = learnTelling(view, own, options.withPorts);
  if (telling === null) return 0;
  const window = options.window ?? ownWindow(times);
  const [first, last] = [view.time[0]!, view.time[view.count - 1]!];
  const step = Math.max(STEP, Math.round(window / OVERLAP));
  const ends = spokenWindows(times, windowEnds(first, last, window, step), window);
  if (ends.length < FEWEST_WINDOWS) return ends.length;
  const { kinds } = telling;
  const present = windowMatrix(tellingMoments(tellingPackets(view, kinds), telling), ends, window);
  const without = tellingMoments(tellingPackets(view, kinds, others), telling);
  const absent = windowMatrix(without, ends, window);
  const values = new Float32Array(2 * present.values.length);
  values.set(present.values);
  values.set(absent.values, present.values.length);
  const labels = new Uint16Array(2 * ends.length).fill(1, 0, ends.length);
  const matrix = { ...present, rows: 2 * ends.length, values };
  const forest = await trainForest(matrix, labels, 2, { ...FOREST, seed: options.seed }, job);
  const model = encodeForest(forest, { classes: CLASSES, vantage: view.vantage, version });
  return {
    type,
    window,
    learned: ends.length,
    telling,
    forest: Buffer.from(model).toString('base64'),
  };
}
