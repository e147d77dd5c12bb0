export type { Forest, ForestOptions } from './forest';
export { trainForest } from './train-forest';
export { forestPredict } from './predict';
export { encodeForest, type ModelMeta } from './onnx/forest-model';
