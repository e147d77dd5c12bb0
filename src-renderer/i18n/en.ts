import { contractWords } from './contract';
import { app } from './en/app';
import { audit } from './en/audit';
import { compare } from './en/compare';
import { explain } from './en/explain';
import { guide } from './en/guide';
import { hiding } from './en/hiding';
import { laboratory } from './en/laboratory';
import { live } from './en/live';
import { marks } from './en/marks';
import { models } from './en/models';
import { problem } from './en/problem';
import { profiles } from './en/profiles';
import { progress } from './en/progress';
import { record } from './en/record';
import { start } from './en/start';
import { train } from './en/train';

/** Every English word of the window. */
export const en = {
  ...app,
  ...start,
  ...record,
  ...live,
  ...marks,
  ...guide,
  ...progress,
  ...audit,
  ...hiding,
  ...explain,
  ...train,
  ...compare,
  ...laboratory,
  ...profiles,
  ...models,
  ...problem,
  ...contractWords,
};
