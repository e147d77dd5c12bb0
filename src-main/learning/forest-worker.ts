import { parentPort, workerData } from 'node:worker_threads';
import type { ForestWorkerData, GrownTree } from './forest-pool';
import { TreeGrower } from './grow-tree';

/** The worker thread of `growInWorkers`: takes trees until there are none, posts each, and ends. */
const { data, options, nextTree } = workerData as ForestWorkerData;
const grower = new TreeGrower(data, options);
for (;;) {
  const number = Atomics.add(nextTree, 0, 1);
  if (number >= options.trees) break;
  const tree = grower.grow(number);
  const grown: GrownTree = { number, tree };
  parentPort!.postMessage(
    grown,
    Object.values(tree).map((array) => array.buffer as ArrayBuffer),
  );
}
