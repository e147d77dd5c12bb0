export { createEngine, type Engine, writeReportFile } from './engine';
export * from './models';
export * from './operations';
export { scenarios } from '../simulator';
export { readInteractions } from '../home';
export { knownVantages, parseVantage } from '../vantage';
