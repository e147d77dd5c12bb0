export { createEngine, type Engine } from './engine';
export { checkReportFile, writeReportFile } from './report-file';
export * from './models';
export * from './operations';
export * from './record';
export type { CapturePlace } from '../capture';
export { DEFAULT_SCENARIO, scenarios } from '../simulator';
export { readInteractions } from '../home';
export { knownVantages, parseVantage } from '../vantage';
