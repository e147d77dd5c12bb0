export { checkModelFolder, loadModel, readCard, renameModel, saveModel } from './model-folder';
export { openLabeller, type PacketLabeller, type TrainedModel } from './labeller';
