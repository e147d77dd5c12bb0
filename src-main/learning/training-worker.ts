import { workerData } from 'node:worker_threads';

/** The script of every training thread: what it is started with says what is trained. */
void ('recurrent' in (workerData as object)
  ? import('./recurrent/worker')
  : import('./forest-worker'));
