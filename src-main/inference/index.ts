export { Classifier, type Expected } from './classifier';
export { loadModel, saveModel } from './model-folder';
