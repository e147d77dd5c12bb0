export { Classifier, type Expected } from './classifier';
export { checkModelFolder, loadModel, saveModel } from './model-folder';
