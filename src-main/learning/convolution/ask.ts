import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { checkpoint, type Job } from '../../contract/job';
import type { NetworkShape } from './network';
import type { ConvolutionSamples } from './options';
import { fillBatch, scaleOf } from './sample-batch';

const BATCH = 64;

/**
 * What a network gives for each sample: probabilities, `count` x classes, or numbers, `count`.
 * @param session of a graph with `features` in and `found` out
 * @param parameters where the graph has them as an input
 */
export async function askNetwork(
  session: InferenceSession,
  network: NetworkShape,
  samples: ConvolutionSamples,
  job: Job,
  parameters?: Float32Array,
): Promise<Float32Array> {
  const { bins, channels, head } = network;
  const outputs = head === 'number' ? 1 : head.classes;
  const size = bins * channels;
  const scale = scaleOf(network);
  const result = new Float32Array(samples.count * outputs);
  const weights = parameters && new Tensor('float32', parameters, [parameters.length]);
  for (let first = 0; first < samples.count; first += BATCH) {
    await checkpoint(job);
    const chosen = Int32Array.from(
      { length: Math.min(BATCH, samples.count - first) },
      (_, i) => first + i,
    );
    const values = new Float32Array(chosen.length * size);
    fillBatch(samples, chosen, size, scale, values);
    const features = new Tensor('float32', values, [chosen.length, bins, channels]);
    const found = await session.run(weights ? { features, parameters: weights } : { features });
    result.set(found['found']!.data as Float32Array, first * outputs);
  }
  return result;
}
