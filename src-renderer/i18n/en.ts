import { contractWords } from './contract';
import { app } from './en/app';
import { audit } from './en/audit';
import { problem } from './en/problem';
import { progress } from './en/progress';
import { start } from './en/start';

/** Every English word of the window. */
export const en = { ...app, ...start, ...progress, ...audit, ...problem, ...contractWords };
