import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { type Job, quietJob, type StageReport } from '../../contract/job';
import { Random } from '../../contract/random';
import { trainNetwork } from './in-worker';
import { paperOptions, type RecurrentTask } from './options';

/** Something to learn that takes `epochs` times some steps. */
function someTask(epochs: number): RecurrentTask {
  const random = new Random(2);
  const rows = 900;
  return {
    sequence: {
      rows,
      columns: 3,
      values: Float32Array.from({ length: 3 * rows }, () => random.uniform()),
      ports: null,
    },
    labels: Uint16Array.from({ length: rows }, () => random.integer(4)),
    classes: 4,
    ports: 0,
    options: { ...paperOptions, directions: 2, window: 20, stride: 20, batch: 8, epochs, seed: 1 },
    checkpoint: null,
  };
}

describe('a network trained in a thread', () => {
  let folder = '';
  let workerEntry = '';
  beforeAll(async () => {
    const root = resolve(import.meta.dirname, '../../..');
    folder = await mkdtemp(join(root, 'node_modules', '.training-worker-'));
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: resolve(root, 'src-main/learning/training-worker.ts'),
        target: 'node20',
        outDir: folder,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs' } },
      },
      ssr: { noExternal: true, external: ['onnxruntime-node'] },
    });
    workerEntry = join(folder, 'worker.mjs');
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is the one trained without, and tells of every step', async () => {
    const reports: StageReport[] = [];
    const job: Job = { ...quietJob, report: (report) => reports.push(report) };
    const one = await trainNetwork(someTask(2), workerEntry, job);
    expect(one).toEqual(await trainNetwork(someTask(2), undefined, quietJob));
    expect(reports.map(({ done }) => done)).toEqual(reports.map((_, i) => i + 1));
    expect(reports.at(-1)).toMatchObject({ stage: 'training', unit: 'steps', point: { epoch: 2 } });
  }, 60_000);

  it.each([true, false])(
    'ends when it is cancelled, in a thread: %s',
    async (inThread) => {
      const abort = new AbortController();
      const job: Job = {
        signal: abort.signal,
        report: ({ done }) => done === 3 && abort.abort(),
      };
      const training = trainNetwork(someTask(1000), inThread ? workerEntry : undefined, job);
      await expect(training).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    },
    60_000,
  );

  it('does not begin when it was cancelled before', async () => {
    const job: Job = { signal: AbortSignal.abort(), report: () => undefined };
    await expect(trainNetwork(someTask(1), workerEntry, job)).rejects.toMatchObject({
      problem: { code: 'cancelled' },
    });
  });

  it('says why it failed', async () => {
    const task = { ...someTask(1), checkpoint: join(folder, 'not', 'there', 'checkpoint') };
    await expect(trainNetwork(task, workerEntry, quietJob)).rejects.toMatchObject({
      problem: { code: 'output-unwritable' },
    });
  }, 60_000);
});
