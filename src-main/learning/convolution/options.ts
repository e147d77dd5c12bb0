import type { TrainingPoint } from '../../contract/learning';
import type { NetworkShape } from './network';

/** How a convolutional network is trained. */
export interface ConvolutionOptions {
  /** Samples in a step. */
  readonly batch: number;
  readonly learningRate: number;
  /** Share of the hidden layer that is left out. */
  readonly dropout: number;
  readonly epochs: number;
  /** Training ends after so many epochs without a lower loss on the samples held out. */
  readonly patience: number;
  readonly seed: number;
}

/** Ma et al. give none of these; they are ours. */
export const convolutionOptions = {
  batch: 64,
  learningRate: 1e-3,
  dropout: 0.5,
  epochs: 50,
  patience: 6,
} as const satisfies Partial<ConvolutionOptions>;

/** Time arrays and what they are of. */
export interface ConvolutionSamples {
  readonly count: number;
  /** `count` x bins x channels. */
  readonly values: Uint16Array;
  /** Class of each, or number. */
  readonly truth: Float32Array;
}

/** What is to be learned. */
export interface ConvolutionTask {
  readonly network: NetworkShape;
  readonly learned: ConvolutionSamples;
  /** Of a later time: they tell which epoch is kept. None: the last is. */
  readonly held: ConvolutionSamples;
  readonly options: ConvolutionOptions;
}

/** What came of it. */
export interface TrainedConvolution {
  /** In the order of `parameterShapes`. */
  readonly parameters: Float32Array;
  /** One for each epoch. */
  readonly points: readonly TrainingPoint[];
  readonly keptEpoch: number;
  readonly ended: 'epochs' | 'early';
}
