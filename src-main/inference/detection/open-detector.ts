import type { Detector } from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import type { View } from '../../contract/vantage';
import { tellingMoments, tellingPackets, windowMatrix } from '../../features';
import { forestPredict, readForest } from '../../learning';

/** A detector that is ready to be asked. */
export interface OpenDetector {
  readonly detector: Detector;
  /**
   * How sure it is that the type is there in the windows that end then, 0 to 1.
   * @param keep Which packets of the view are there; left out: all.
   */
  ask(view: View, ends: ArrayLike<number>, keep?: Uint8Array): Float32Array;
}

/** @throws HomeMoleError `model-malformed` */
export function openDetector(detector: Detector): OpenDetector {
  const { telling, window } = detector;
  const { columns } = tellingMoments(NOTHING, telling);
  const forest = readForestOf(detector, columns);
  return {
    detector,
    ask(view, ends, keep) {
      const moments = tellingMoments(tellingPackets(view, telling.kinds, keep), telling);
      const { probability } = forestPredict(forest, windowMatrix(moments, ends, window));
      return Float32Array.from({ length: ends.length }, (_, row) => probability[2 * row + 1]!);
    },
  };
}

const NOTHING = { time: new Float64Array(0), kind: new Uint16Array(0) };

function readForestOf({ forest, type }: Detector, columns: number) {
  try {
    return readForest(Buffer.from(forest, 'base64'), { columns, classes: 2 });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HomeMoleError('model-malformed', { folder: type, detail });
  }
}
