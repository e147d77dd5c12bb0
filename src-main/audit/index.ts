export { runAudit } from './audit';
export { type Explainer } from './explain/explain-packet';
export { explanationOf } from './explain/explanation-of';
export type { AuditAdversary, AuditOptions } from './options';
export { type EvaluateOptions, runEvaluate } from './evaluate';
export { type ExplainOptions, type PacketChoice, runExplain } from './explain/run-explain';
export {
  type CaptureInput,
  distinct,
  inspectCaptures,
  inspectSurveyed,
  type LoadedHome,
  loadHome,
  readKnowledge,
  type Surveyed,
  surveyCaptures,
} from './load';
export { LiveAudit } from './live/live-audit';
export {
  evaluateInteractions,
  runInteractions,
  type RunInteractionsOptions,
  trainInteractions,
  type TrainInteractionsOptions,
} from './interactions/run-interactions';
export { type ProfilesOptions, runProfiles } from './profiles/run-profiles';
export { judgeMarks, type JudgeMarksOptions } from './interactions/judge-marks';
export { leaveOutsOf, runsOf } from './study/plan';
export { runStudy, type StudyOptions } from './study/study';
export { Ground, type GroundOptions } from './shaping/ground';
export { measureShaping } from './shaping/measure';
export { tryShaping } from './shaping/trial';
export { SEARCH_SUBJECT, searchShaping, type ShapingSearchOptions } from './shaping/search';
export {
  runShapingStudy,
  shapingsOf,
  type ShapingStudyOptions,
  shapingSubject,
} from './shaping/study';
export { runTrain, type TrainOptions } from './train';
export { loadTwoSided, type LoadedSides, type TwoSidedInput } from './two-sided';
export type { OutsideInput } from './seen';
export {
  runDetection,
  type RunDetectionOptions,
  trainDetection,
  type TrainDetectionOptions,
} from './detection/run-detection';
