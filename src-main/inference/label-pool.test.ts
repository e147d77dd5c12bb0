import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HomeMoleError } from '../contract/errors';
import { type Job, quietJob } from '../contract/job';
import type { FeatureSet, Predictions } from '../contract/learning';
import { Random } from '../contract/random';
import type { View } from '../contract/vantage';
import { computeFeatures, contextFeatureSet, packetFeatureSet, wholeOf } from '../features';
import { encodeForest, trainForest } from '../learning';
import type { LabelThreads } from './label-pool';
import { openLabeller, type TrainedModel } from './labeller';

const COUNT = 9000;
const classes = ['lamp', 'plug', 'phone'];

/** Packets of three classes, each with lengths and intervals of its own. */
function viewOf(withPorts: boolean): { view: View; labels: Uint16Array } {
  const random = new Random(4);
  const labels = Uint16Array.from({ length: COUNT }, () => random.integer(3));
  let now = 1.5e9;
  const view: View = {
    vantage: withPorts ? 'napt' : 'wireguard',
    count: COUNT,
    time: Float64Array.from(labels, (label) => (now += random.between(0, 1 + 5 * label))),
    length: Uint32Array.from(labels, (label) => 60 + 10 * label + random.integer(15)),
    direction: Uint8Array.from(labels, () => random.integer(2)),
    serverPort: withPorts
      ? Uint16Array.from(labels, (label) => 440 + random.integer(label + 2))
      : null,
    protocols: withPorts ? new Uint8Array(COUNT).fill(64) : null,
  };
  return { view, labels };
}

async function learn(view: View, labels: Uint16Array, features: FeatureSet): Promise<TrainedModel> {
  const matrix = await computeFeatures(view, features, quietJob, { ...wholeOf(view), end: 2000 });
  const options = {
    trees: 5,
    minLeaf: 2,
    maxDepth: 12,
    featuresPerSplit: 'sqrt',
    seed: 1,
  } as const;
  const forest = await trainForest(matrix, labels.subarray(0, 2000), 3, options, quietJob);
  const onnx = encodeForest(forest, { classes, vantage: view.vantage, version: '1' });
  return { onnx, classes, features };
}

describe('labels given by threads', () => {
  const { view, labels } = viewOf(true);
  const anchors = [{ length: 62, direction: 1, serverPort: 440 }];
  const beats = [{ type: 'lamp', length: 65, direction: 0, serverPort: 441, period: 12 }];
  const context = {
    ...contextFeatureSet(view, { anchors, beats, ahead: 10 }),
    classWeights: [3, 1, 2],
  };
  let folder = '';
  let workerEntry = '';
  let model: TrainedModel;
  /** What the calling thread says. */
  let alone: Predictions[];

  beforeAll(async () => {
    const root = resolve(import.meta.dirname, '../..');
    folder = await mkdtemp(join(root, 'node_modules', '.worker-thread-'));
    await build({
      configFile: false,
      root,
      logLevel: 'error',
      publicDir: false,
      build: {
        ssr: resolve(root, 'src-main/inference/worker-thread.ts'),
        target: 'node20',
        outDir: folder,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs' } },
      },
      ssr: { noExternal: true, external: ['onnxruntime-node'] },
    });
    workerEntry = join(folder, 'worker.mjs');
    model = await learn(view, labels, context);
    alone = await ask(model, view, {});
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What it says of two parts of a view, one after the other. */
  async function ask(of: TrainedModel, seen: View, threads: LabelThreads, job = quietJob) {
    const labeller = await openLabeller(of, '', threads);
    const given: Predictions[] = [];
    try {
      for (const from of [0, 3000]) {
        given.push(await labeller.label(seen, { from, end: COUNT - from / 2, ahead: 30 }, job));
      }
    } finally {
      await labeller.release();
    }
    return given;
  }

  it('are the same to the byte, however many there are', async () => {
    for (const threads of [1, 3]) {
      expect(await ask(model, view, { workerEntry, threads, fewest: 1 })).toEqual(alone);
    }
  });

  it('are so of single packets in a tunnel, too', async () => {
    const tunnel = viewOf(false);
    const single = await learn(tunnel.view, tunnel.labels, packetFeatureSet(tunnel.view));
    const given = await ask(single, tunnel.view, { workerEntry, threads: 2, fewest: 1 });
    expect(given).toEqual(await ask(single, tunnel.view, {}));
  });

  it('end when cancelled, and come again', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const job: Job = {
      signal: stop.signal,
      report: ({ done }) => {
        seen.push(done);
        if (done > 0) stop.abort();
      },
    };
    const labeller = await openLabeller(model, '', { workerEntry, threads: 2, fewest: 1 });
    const part = wholeOf(view);
    await expect(labeller.label(view, part, job)).rejects.toThrow(new HomeMoleError('cancelled'));
    await expect(labeller.label(view, part, job)).rejects.toThrow(new HomeMoleError('cancelled'));
    expect(seen).toEqual([0, seen[1], 0]);
    const again = await labeller.label(view, part, quietJob);
    await labeller.release();
    expect(again.label.subarray(0, 100)).toEqual(alone[0]?.label.subarray(0, 100));
  });

  it('are asked for in vain where the threads cannot run', async () => {
    const none = { workerEntry: join(folder, 'none.cjs'), threads: 2, fewest: 1 };
    await expect(ask(model, view, none)).rejects.toThrow(/none\.cjs/);
  });

  it('are given here where there are few packets', async () => {
    const none = { workerEntry: join(folder, 'none.cjs'), threads: 2 };
    expect(await ask(model, view, none)).toEqual(alone);
  });
});
