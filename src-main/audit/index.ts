export { runAudit } from './audit';
export type { AuditOptions } from './options';
export { type EvaluateOptions, runEvaluate } from './evaluate';
export { type CaptureInput, inspectCaptures, type LoadedHome, loadHome } from './load';
export { runTrain, type TrainOptions } from './train';
