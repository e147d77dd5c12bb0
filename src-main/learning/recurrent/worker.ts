import { parentPort, workerData } from 'node:worker_threads';
import { HomeMoleError, problemOf } from '../../contract/errors';
import type { RecurrentMessage, RecurrentWorkerData } from './in-worker';
import { trainRecurrent } from './train-recurrent';

/** The worker thread of `trainNetwork`: trains, posts what came of it, and ends. */
const { recurrent, stop } = workerData as RecurrentWorkerData;
const post = (message: RecurrentMessage): void => parentPort!.postMessage(message);

void trainRecurrent(recurrent, {
  pause: async () => {
    if (Atomics.load(stop, 0) === 1) throw new HomeMoleError('cancelled');
  },
  report: (done, total, point) => post({ kind: 'report', done, total, point }),
}).then(
  (trained) => post({ kind: 'trained', trained }),
  (error: unknown) => post({ kind: 'failed', problem: problemOf(error) }),
);
