import type { StudyModel } from '@contract/study';
import type { Palette } from './palette';

/** Each adversary has its colour, whichever others are drawn beside it. */
export const modelColours = {
  forest: 'hue-3',
  'paper-forest': 'hue-7',
  best: 'hue-1',
  lstm: 'hue-8',
  blstm: 'hue-4',
} as const satisfies Record<StudyModel, keyof Palette>;
