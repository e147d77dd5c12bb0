import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { BinnedMatrix } from './binned-matrix';
import type { Tree } from './forest';
import type { GrowOptions } from './grow-tree';

/** What a worker is started with. Everything big in it is shared memory. */
export interface ForestWorkerData {
  readonly data: BinnedMatrix;
  readonly options: GrowOptions;
  /** One number in shared memory: the next tree that nobody has taken. */
  readonly nextTree: Int32Array;
}

/** What a worker posts for each tree. */
export interface GrownTree {
  readonly number: number;
  readonly tree: Tree;
}

/** Grows the trees in worker threads, which take the next tree whenever they have done one. */
export async function growInWorkers(
  data: BinnedMatrix,
  options: GrowOptions,
  workerEntry: string,
  threads: number | undefined,
  job: Job,
  report: (done: number) => void,
): Promise<Tree[]> {
  const count = Math.max(1, Math.min(threads ?? availableParallelism(), options.trees));
  const nextTree = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ForestWorkerData = { data, options, nextTree };
  const workers: Worker[] = [];
  const trees = new Array<Tree>(options.trees);
  let done = 0;
  let cancel = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      cancel = () => reject(new HomeMoleError('cancelled'));
      job.signal.addEventListener('abort', cancel, { once: true });
      if (job.signal.aborted) return cancel();
      for (let i = 0; i < count; i += 1) {
        const worker = new Worker(workerEntry, { workerData });
        workers.push(worker);
        worker.on('message', (grown: GrownTree) => {
          trees[grown.number] = grown.tree;
          done += 1;
          report(done);
          if (done === options.trees) resolve();
        });
        worker.on('error', reject);
        worker.on('exit', (code) => {
          if (code !== 0) reject(new Error(`a forest worker ended with code ${code}`));
        });
      }
    });
  } finally {
    job.signal.removeEventListener('abort', cancel);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return trees;
}
