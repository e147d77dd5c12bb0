import { beforeAll, describe, expect, it } from 'vitest';
import { type Job, quietJob, type StageReport } from '../../contract/job';
import { Random } from '../../contract/random';
import { openSession } from '../network/session';
import { openConvolution } from '../testing/convolution';
import { askNetwork } from './ask';
import { encodeConvolution } from './graphs';
import type { NetworkShape } from './network';
import { convolutionOptions, type ConvolutionSamples, type ConvolutionTask } from './options';
import { trainConvolution } from './train-convolution';

const network: NetworkShape = { bins: 64, channels: 2, head: { classes: 2 } };

/** Noise, in every second sample with a pair of counts that come five steps apart, or in number so many pairs. */
function samplesOf(count: number, seed: number, most = 1): ConvolutionSamples {
  const random = new Random(seed);
  const { bins, channels } = network;
  const values = new Uint16Array(count * bins * channels);
  const truth = new Float32Array(count);
  for (let sample = 0; sample < count; sample++) {
    const own = values.subarray(sample * bins * channels, (sample + 1) * bins * channels);
    for (let i = 0; i < 8; i++) own[random.integer(own.length)]! += 1;
    truth[sample] = most === 1 ? sample % 2 : random.integer(most + 1);
    for (let pair = 0; pair < truth[sample]!; pair++) {
      const bin = random.integer(bins - 5);
      own[bin * channels]! += 1;
      own[(bin + 5) * channels + 1]! += 1;
    }
  }
  return { count, values, truth };
}

const taskOf = (changes: Partial<ConvolutionTask['options']> = {}): ConvolutionTask => ({
  network,
  learned: samplesOf(600, 1),
  held: samplesOf(200, 2),
  options: { ...convolutionOptions, learningRate: 3e-3, epochs: 12, seed: 3, ...changes },
});

describe('a convolutional network', () => {
  let reports: StageReport[] = [];
  let trained: Awaited<ReturnType<typeof trainConvolution>>;
  beforeAll(async () => {
    reports = [];
    const job: Job = { ...quietJob, report: (report) => reports.push(report) };
    trained = await trainConvolution(taskOf(), job);
  }, 60_000);

  it('learns what comes in which order, and tells of every step', async () => {
    const best = Math.max(...trained.points.map(({ validationAccuracy }) => validationAccuracy!));
    expect(best).toBeGreaterThan(0.9);
    const losses = trained.points.map(({ validationLoss }) => validationLoss!);
    expect(losses[trained.keptEpoch - 1]).toBe(Math.min(...losses));
    expect(reports.map(({ done }) => done)).toEqual(reports.map((_, i) => i + 1));
    expect(reports.at(-1)).toMatchObject({ stage: 'training', total: 120, unit: 'steps' });
  });

  it('is the same, byte for byte, with the same seed, and another with another', async () => {
    const short = { epochs: 2, patience: 2 };
    const one = await trainConvolution(taskOf(short), quietJob);
    expect(await trainConvolution(taskOf(short), quietJob)).toEqual(one);
    const other = await trainConvolution(taskOf({ ...short, seed: 4 }), quietJob);
    expect(other.parameters).not.toEqual(one.parameters);
  });

  it('gives when kept what the training graph gives', async () => {
    const samples = samplesOf(70, 5);
    const bytes = encodeConvolution(network, trained.parameters, { what: 'a test' });
    const session = await openSession(bytes);
    const kept = await askNetwork(session, network, samples, quietJob);
    await session.release();
    expect(kept).toHaveLength(140);
    const step = { ...network, batch: 70, dropout: 0 };
    const training = await openConvolution(step, {
      features: Array.from(samples.values, (count) => Math.log1p(count)),
      labels: Array.from(samples.truth),
      weights: Array.from(samples.truth, () => 1),
      mask: [],
    });
    const { found } = await training.at(trained.parameters);
    await training.release();
    for (let i = 0; i < 70; i++) {
      const share = 1 / (1 + Math.exp(found[2 * i]! - found[2 * i + 1]!));
      expect(Math.abs(kept[2 * i + 1]! - share)).toBeLessThan(1e-5);
    }
  });

  it('counts', async () => {
    const counter: ConvolutionTask = {
      ...taskOf({ epochs: 25, patience: 25 }),
      network: { ...network, head: 'number' },
      learned: samplesOf(600, 6, 10),
      held: samplesOf(200, 7, 10),
    };
    const { parameters } = await trainConvolution(counter, quietJob);
    const session = await openSession(encodeConvolution(counter.network, parameters, {}));
    const fresh = samplesOf(200, 8, 10);
    const found = await askNetwork(session, counter.network, fresh, quietJob);
    await session.release();
    const off = found.reduce((sum, number, i) => sum + Math.abs(number - fresh.truth[i]!), 0) / 200;
    // Half of them from guessing the middle would be off by 2.7.
    expect(off).toBeLessThan(1.2);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
  }, 60_000);

  it('ends when it is cancelled', async () => {
    const abort = new AbortController();
    const job: Job = { signal: abort.signal, report: ({ done }) => done === 3 && abort.abort() };
    await expect(trainConvolution(taskOf({ epochs: 1000 }), job)).rejects.toMatchObject({
      problem: { code: 'cancelled' },
    });
  });
});
