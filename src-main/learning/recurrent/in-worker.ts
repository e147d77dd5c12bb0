import { Worker } from 'node:worker_threads';
import { HomeMoleError, type Problem } from '../../contract/errors';
import { checkpoint, type Job } from '../../contract/job';
import type { TrainingPoint } from '../../contract/learning';
import type { RecurrentTask, TrainedRecurrent } from './options';
import { trainRecurrent } from './train-recurrent';

/** What a worker is started with. */
export interface RecurrentWorkerData {
  readonly recurrent: RecurrentTask;
  /** One number in shared memory: 1 asks the worker to end. */
  readonly stop: Int32Array;
}

/** What a worker posts. */
export type RecurrentMessage =
  | { kind: 'report'; done: number; total: number; point: TrainingPoint }
  | { kind: 'trained'; trained: TrainedRecurrent }
  | { kind: 'failed'; problem: Problem };

/**
 * Trains a recurrent network, in a worker thread where its script is given, else in this one.
 * @throws HomeMoleError `cancelled`, after the step that ran: ending a thread in the middle of one would
 *   end the process; `output-unwritable` for the checkpoint
 */
export function trainNetwork(
  task: RecurrentTask,
  workerEntry: string | undefined,
  job: Job,
): Promise<TrainedRecurrent> {
  const report = (done: number, total: number, point: TrainingPoint): void =>
    job.report({ stage: 'training', done, total, unit: 'steps', point });
  if (workerEntry === undefined) {
    return trainRecurrent(task, { pause: () => checkpoint(job), report });
  }
  return trainInWorker(task, workerEntry, job, report);
}

async function trainInWorker(
  task: RecurrentTask,
  workerEntry: string,
  job: Job,
  report: (done: number, total: number, point: TrainingPoint) => void,
): Promise<TrainedRecurrent> {
  await checkpoint(job);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const ask = (): void => void Atomics.store(stop, 0, 1);
  job.signal.addEventListener('abort', ask, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      const workerData: RecurrentWorkerData = { recurrent: task, stop };
      const worker = new Worker(workerEntry, { workerData });
      let trained: TrainedRecurrent | null = null;
      let failure: Error | null = null;
      worker.on('message', (message: RecurrentMessage) => {
        if (message.kind === 'report') report(message.done, message.total, message.point);
        else if (message.kind === 'trained') trained = message.trained;
        else failure = new HomeMoleError(message.problem.code, message.problem.params);
      });
      worker.on('error', (error: Error) => (failure = error));
      // Only then is its session gone, and nothing runs any more.
      worker.on('exit', (code) => {
        if (trained) resolve(trained);
        else reject(failure ?? new Error(`a training worker ended with code ${code}`));
      });
    });
  } finally {
    job.signal.removeEventListener('abort', ask);
  }
}
