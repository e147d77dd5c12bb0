import { choiceParameter, numberParameter, type ShapingDescription } from '../shaping-parameters';
import { at, devices } from './common';

export const jitter: ShapingDescription = {
  name: 'jitter',
  label: 'Jitter',
  summary:
    'Holds each packet back for a random time, in order. Sizes and numbers stay as they are.',
  effects: ['delays'],
  parameters: [
    numberParameter('max', {
      label: 'Delay',
      unit: 's',
      min: 0,
      max: 5,
      step: 0.005,
      default: 0.05,
      help: 'Uniform: the longest. Exponential: the mean.',
    }),
    choiceParameter(
      'law',
      'Law',
      [
        ['uniform', 'Uniform'],
        ['exponential', 'Exponential'],
      ],
      'How the delay is drawn.',
    ),
    at,
    devices,
  ],
  weaknesses: [
    {
      text: 'Sizes stay as they are, and sizes alone tell devices apart.',
      source: 'Dong et al. 2020, arXiv 1909.00104',
    },
  ],
  published: [],
};

export const batch: ShapingDescription = {
  name: 'batch',
  label: 'Batches',
  summary: 'Lets packets go only at full periods, all that wait together.',
  effects: ['delays'],
  parameters: [
    numberParameter('period', {
      label: 'Period',
      unit: 's',
      min: 0.01,
      max: 10,
      step: 0.01,
      scale: 'log',
      default: 0.25,
      help: 'Packets wait half of it on average.',
    }),
    at,
    devices,
  ],
  weaknesses: [
    {
      text: 'How many packets leave together, and how long they are, stays visible.',
      source: 'by its definition',
    },
  ],
  published: [],
};
