export type { Forest, ForestOptions } from './forest';
export { trainForest } from './train-forest';
export { forestPredict, labelRows } from './predict';
export { encodeForest, type ModelMeta } from './onnx/forest-model';
export { encodeNetwork } from './recurrent/encode-network';
export { trainNetwork } from './recurrent/in-worker';
export {
  ownOptions,
  paperOptions,
  type RecurrentOptions,
  type TrainedRecurrent,
} from './recurrent/options';
export { WindowBatch, windowStarts } from './recurrent/window-batch';
export { readForest } from './onnx/read-forest';
export { askNetwork } from './convolution/ask';
export { encodeConvolution } from './convolution/graphs';
export { type NetworkShape, parameterCount } from './convolution/network';
export { type ConvolutionSamples, convolutionOptions } from './convolution/options';
export { trainConvolution } from './convolution/train-convolution';
export { fitRidge, type LinearFit } from './ridge';
export { openSession } from './network/session';
