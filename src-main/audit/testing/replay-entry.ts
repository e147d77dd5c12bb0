/** What `bench/replay.mjs` runs, in one file. */
export { recordReplay } from './replay';
export { countsLine, measureReplay, replayLines } from './replay-report';
export { testbedObstacle } from '../../vantage/testing/testbed';
