export { chooseAnchors } from './anchors';
export { computeRows } from './chosen-rows';
export { computeFeatures } from './compute';
export { contextFeatureSet } from './context';
export { type FeaturePart, wholeOf } from './each-packet';
export { findBeats } from './find-beats';
export { packetFeatureSet, paperFeatureSet } from './packet';
export { packetSequence, portRows, sequenceFeatureSet } from './sequence';
export { sliceView, WINDOW, windowCount } from './windows';
