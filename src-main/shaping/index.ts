export { costOf } from './cost';
export { expectedPackets } from './expected-packets';
export { largestAt, placeStep } from './place';
export { proofOf } from './proof';
export { recipesOf } from './recipes';
export { type ShapedHome, shapeHome, trafficOf } from './shape-home';
export type { Traffic } from './traffic';
