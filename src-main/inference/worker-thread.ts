import { workerData } from 'node:worker_threads';

/** The script of every thread: what it is started with says what is done. */
const given = workerData as object;
void ('labelling' in given ? import('./label-worker') : import('../learning/training-worker'));
