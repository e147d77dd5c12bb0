export { claimsOf } from './claims';
export {
  bayesErrorLowerBound,
  mutualInformationLowerBound,
  nearestNeighbourError,
  typeEntropyBits,
} from './leakage';
export { presenceOf } from './presence';
export { majoritiesOf, scoreOf } from './score';
export { splitByTime, type TimeSplit } from './split';
export type { TestPart } from './test-part';
export { timelineOf } from './timeline';
export { classesPresent, deviceClasses, devicesOf, NO_CLASS, truthLabels } from './truth';
export { judgeDevices } from './verdicts';
