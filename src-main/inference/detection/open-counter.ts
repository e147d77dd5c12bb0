import type { Counter } from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import type { Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import { tellingPackets, windowMatrix } from '../../features';
import { askAtProfiles, openAtProfiles } from './at-profiles';

/** A counter that is ready to be asked. */
export interface OpenCounter {
  readonly counter: Counter;
  /** How many devices say something in the windows that end then; not rounded, never below 0. */
  ask(view: View, ends: ArrayLike<number>, job: Job): Promise<Float32Array>;
  release(): Promise<void>;
}

/** What a network's number is multiplied by: it learns numbers between 0 and 4. */
export const numberScale = (most: number): number => most / 4;

/** @throws HomeMoleError `model-malformed` */
export async function openCounter(counter: Counter): Promise<OpenCounter> {
  if (counter.method === 'cnn') {
    const session = await openAtProfiles(counter, 'number');
    const scale = numberScale(counter.most);
    return {
      counter,
      async ask(view, ends, job) {
        const found = await askAtProfiles(session, counter, 'number', view, ends, job);
        return found.map((number) => number * scale);
      },
      release: () => session.release(),
    };
  }
  const { kinds, weights, offset, window } = counter;
  if (weights.length !== kinds.length)
    throw new HomeMoleError('model-malformed', {
      folder: counter.type,
      detail: 'its weights are not as many as its kinds',
    });
  return {
    counter,
    async ask(view, ends) {
      const packets = tellingPackets(view, kinds);
      const moments = { time: packets.time, column: packets.kind, columns: kinds.length };
      const { values, columns } = windowMatrix(moments, ends, window);
      return Float32Array.from({ length: ends.length }, (_, row) => {
        const sum = weights.reduce(
          (all, weight, c) => all + weight * values[row * columns + c]!,
          offset,
        );
        return Math.max(0, sum);
      });
    },
    release: () => Promise.resolve(),
  };
}
