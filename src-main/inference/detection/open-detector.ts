import type { Detector } from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import type { Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import {
  matrixColumns,
  memoryOf,
  tellingMoments,
  tellingPackets,
  windowMatrix,
} from '../../features';
import { forestPredict, readForest } from '../../learning';
import { askAtProfiles, openAtProfiles } from './at-profiles';

/** A detector that is ready to be asked. */
export interface OpenDetector {
  readonly type: string;
  readonly window: number;
  /** From so sure on the type is called present. */
  readonly threshold: number;
  /** Seconds before a window that it looks at, too. */
  readonly memory: number;
  /**
   * How sure it is that the type is there in the windows that end then, 0 to 1.
   * @throws HomeMoleError `cancelled`
   */
  ask(view: View, ends: ArrayLike<number>, job: Job): Promise<Float32Array>;
  release(): Promise<void>;
}

/** @throws HomeMoleError `model-malformed` */
export async function openDetector(detector: Detector): Promise<OpenDetector> {
  const { type, window, threshold } = detector;
  if (detector.method === 'cnn') {
    const session = await openAtProfiles(detector, { classes: 2 });
    return {
      type,
      window,
      threshold,
      memory: detector.profiles.reduce((most, one) => Math.max(most, one.secondsLong), 1),
      async ask(view, ends, job) {
        const found = await askAtProfiles(session, detector, { classes: 2 }, view, ends, job);
        return found.filter((_, i) => i % 2 === 1);
      },
      release: () => session.release(),
    };
  }
  const { telling } = detector;
  const columns = matrixColumns(tellingMoments(NOTHING, telling), window);
  const forest = readForestOf(detector, columns);
  return {
    type,
    window,
    threshold,
    memory: memoryOf(telling),
    async ask(view, ends) {
      const moments = tellingMoments(tellingPackets(view, telling.kinds), telling);
      const { probability } = forestPredict(forest, windowMatrix(moments, ends, window));
      return Float32Array.from({ length: ends.length }, (_, row) => probability[2 * row + 1]!);
    },
    release: () => Promise.resolve(),
  };
}

const NOTHING = { time: new Float64Array(0), kind: new Uint16Array(0) };

function readForestOf({ forest, type }: { forest: string; type: string }, columns: number) {
  try {
    return readForest(Buffer.from(forest, 'base64'), { columns, classes: 2 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('model-malformed', { folder: type, detail });
  }
}
