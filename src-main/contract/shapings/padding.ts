import { choiceParameter, numberParameter, type ShapingDescription } from '../shaping-parameters';
import { at, devices, paddingSchemes } from './common';

export const none: ShapingDescription = {
  name: 'none',
  label: 'Off',
  summary: 'Nothing is changed.',
  effects: [],
  parameters: [],
  weaknesses: [],
  published: [],
};

export const pad: ShapingDescription = {
  name: 'pad',
  label: 'Padding',
  summary:
    'Makes packets longer, so that their sizes say less. Times and numbers stay as they are.',
  effects: ['pads'],
  parameters: [
    choiceParameter(
      'scheme',
      'Rule',
      paddingSchemes,
      'How a size becomes a longer one, at most what fits into one packet of the tunnel.',
    ),
    numberParameter('width', {
      label: 'Bytes added at most',
      unit: 'bytes',
      min: 1,
      max: 1400,
      step: 1,
      whole: true,
      scale: 'log',
      default: 80,
      help: 'Of the rule random: from 1 to so many bytes, each time anew.',
    }),
    at,
    devices,
  ],
  weaknesses: [
    {
      text: 'Times and directions stay as they are; from them alone devices and what they do are told apart.',
      source: 'Apthorpe et al. 2017, arXiv 1708.05044',
    },
    {
      text: 'An adversary who learns from padded traffic wins back most of what random padding costs one who did not.',
      source: 'Engelberg and Wool 2021, arXiv 2110.11188',
    },
  ],
  published: [
    {
      label: 'Padding by utilisation of the line',
      bytesRatio: null,
      latencySeconds: null,
      accuracyBefore: 0.96,
      accuracyAfter: 0.0496,
      adaptive: false,
      note: 'Random forest that never saw padded traffic: a static adversary.',
      source: 'Pinheiro et al. 2020',
    },
    {
      label: 'PADÉ',
      bytesRatio: 1.12,
      latencySeconds: 0,
      accuracyBefore: null,
      accuracyAfter: null,
      adaptive: false,
      note: 'At most 12 % more bytes by its definition.',
      source: 'Nikitin et al., PoPETs 2019',
    },
  ],
};
