export { checkModelFolder, loadModel, readCard, renameModel, saveModel } from './model-folder';
export type { LabelThreads } from './label-pool';
export { openLabeller, type PacketLabeller, type TrainedModel } from './labeller';
export { followsOf } from './interactions/decode';
export { findEvents } from './interactions/find-events';
export {
  checkInteractionsFolder,
  loadInteractions,
  saveInteractions,
} from './interactions/model-file';
export { checkDetectionFolder, loadDetection, saveDetection } from './detection/model-file';
export { type OpenDetector, openDetector } from './detection/open-detector';
export { numberScale, type OpenCounter, openCounter } from './detection/open-counter';
