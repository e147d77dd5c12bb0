export { abstains, abstainThreshold, unknownShares } from './calibration/abstain';
export { areaUnderRoc } from './calibration/auroc';
export { calibrate, scoreCalibration } from './calibration/calibrate';
export { fitTemperature, withTemperature } from './calibration/temperature';
export { claimsOf } from './claims';
export { deviceCombinations } from './combinations';
export { connectionsOf } from './connections';
export { estimateOf, tQuantile95 } from './estimate';
export {
  bayesErrorLowerBound,
  mutualInformationLowerBound,
  nearestNeighbourError,
  typeEntropyBits,
} from './leakage';
export { nearestLength } from './nearest-length';
export { judgePresence } from './presence/judge-presence';
export { presenceOf } from './presence/sightings';
export { majoritiesOf, scoreOf } from './score';
export { splitByTime, type TimeSplit } from './split';
export type { TestPart } from './test-part';
export { timelineOf } from './timeline';
export { classesPresent, deviceClasses, devicesOf, NO_CLASS, truthLabels } from './truth';
export { judgeDevices } from './verdicts';
export { type Information, mutualInformation } from './mutual-information';
export { countTypes, presenceF1 } from './presence/among-cover';
export { blockBootstrap, sumOf } from './statistics/block-bootstrap';
export { type MarkedEvent, rightClaims, scoreEvents, TOLERANCE } from './interactions/score-events';
