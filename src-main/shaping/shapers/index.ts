import type { ShapingName } from '../../contract/shaping-parameters';
import type { Shaper } from '../shaper';
import { constantRate, tamaraw } from './clocked';
import { batch, jitter } from './delay';
import { front } from './front';
import { pad } from './pad';
import { dp } from './private';
import { stp } from './stp';
import { wtfPad } from './wtf-pad';
import { machine } from '../machine/shaper';

/** What does the work of each shaping; `none` has nothing to do. */
export const shapers: Readonly<Record<Exclude<ShapingName, 'none'>, Shaper>> = {
  pad,
  jitter,
  batch,
  'constant-rate': constantRate,
  tamaraw,
  stp,
  'wtf-pad': wtfPad,
  front,
  machine,
  dp,
};
