import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { quietJob, type Job } from '../contract/job';
import type { ForestOptions } from './forest';
import { overlappingClasses } from './testing/synthetic';
import { trainForest } from './train-forest';

const vite = resolve(import.meta.dirname, '../../node_modules/vite/bin/vite.js');

/** The real worker, built by what builds the application. */
describe('trainForest with workers', () => {
  const data = overlappingClasses(4000, 12, 5, 1);
  const options: ForestOptions = {
    trees: 9,
    minLeaf: 2,
    maxDepth: 20,
    featuresPerSplit: 'sqrt',
    seed: 42,
  };
  let folder = '';
  let workerEntry = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'homemole-worker-'));
    const entry = resolve(import.meta.dirname, 'forest-worker.ts');
    const options = ['--ssr', entry, '--outDir', folder, '--logLevel', 'error', '--emptyOutDir'];
    await promisify(execFile)(process.execPath, [vite, 'build', ...options], { cwd: folder });
    workerEntry = join(folder, 'forest-worker.mjs');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const train = (more: Partial<ForestOptions>, job: Job = quietJob) =>
    trainForest(data.matrix, data.labels, 5, { ...options, ...more }, job);

  it('gives the same forest for any number of threads', async () => {
    const alone = await train({});
    for (const threads of [1, 2, 5]) {
      expect(await train({ workerEntry, threads })).toEqual(alone);
    }
  });

  it('ends its workers when cancelled', async () => {
    const stop = new AbortController();
    let done = 0;
    const job: Job = {
      signal: stop.signal,
      report: (report) => {
        done = report.done;
        if (done === 2) stop.abort();
      },
    };
    const training = train({ workerEntry, threads: 2, trees: 5000 }, job);
    await expect(training).rejects.toThrow(new HomeMoleError('cancelled'));
    const atEnd = done;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(done).toBe(atEnd);
    expect(done).toBeLessThan(5000);
  });

  it('does not start when cancelled before', async () => {
    const job: Job = { signal: AbortSignal.abort(), report: () => undefined };
    await expect(train({ workerEntry }, job)).rejects.toThrow(new HomeMoleError('cancelled'));
  });

  it('fails when the worker cannot run', async () => {
    await expect(train({ workerEntry: join(folder, 'none.cjs') })).rejects.toThrow(/none\.cjs/);
  });
});
