import { choiceParameter, numberParameter, type ShapingDescription } from '../shaping-parameters';
import { at, iotDevices, perHome } from './common';

const size = numberParameter('size', {
  label: 'Packet size',
  unit: 'bytes',
  min: 128,
  max: 1500,
  step: 4,
  whole: true,
  default: 1500,
  help: 'Of every packet as it enters the tunnel; less where the tunnel takes less.',
});

const overload = {
  text: 'A load above the rate waits in a queue that grows; such a setting is marked infeasible.',
  source: 'by its definition',
};

export const constantRate: ShapingDescription = {
  name: 'constant-rate',
  label: 'Constant rate',
  summary:
    'One packet of one size each way at every tick: real where one waits, else a dummy. Independent link padding; with a stop it is BuFLO.',
  effects: ['pads', 'delays', 'adds'],
  parameters: [
    numberParameter('interval', {
      label: 'Interval',
      unit: 's',
      min: 0.002,
      max: 1,
      step: 0.002,
      scale: 'log',
      default: 0.02,
      help: 'Between two packets of one direction.',
    }),
    size,
    choiceParameter(
      'stop',
      'Stops',
      [
        ['never', 'Never'],
        ['idle', 'When idle (BuFLO)'],
      ],
      'Never: sends all the time. When idle: after at least tau seconds and with nothing waiting.',
    ),
    numberParameter('tau', {
      label: 'Least duration',
      unit: 's',
      min: 0,
      max: 120,
      step: 1,
      default: 10,
      help: 'With a stop: how long it goes on at least once it began.',
    }),
    perHome,
    at,
    iotDevices,
  ],
  weaknesses: [
    overload,
    {
      text: 'With a stop, that there is traffic at all, and for how long, stays visible.',
      source: 'Dyer et al., IEEE S&P 2012',
    },
  ],
  published: [
    {
      label: '40 KB/s for the homes tested',
      bytesRatio: null,
      latencySeconds: null,
      accuracyBefore: null,
      accuracyAfter: null,
      adaptive: true,
      note: 'Enough for homes without cameras streaming; a rate, not a ratio.',
      source: 'Apthorpe et al. 2017, arXiv 1708.05044',
    },
  ],
};

export const tamaraw: ShapingDescription = {
  name: 'tamaraw',
  label: 'Tamaraw',
  summary:
    'Packets of one size at a rate for each direction; the number of packets of a session is padded to a multiple.',
  effects: ['pads', 'delays', 'adds'],
  parameters: [
    numberParameter('out', {
      label: 'Interval out',
      unit: 's',
      min: 0.002,
      max: 1,
      step: 0.002,
      scale: 'log',
      default: 0.04,
      help: 'Between two packets that the home sends.',
    }),
    numberParameter('in', {
      label: 'Interval in',
      unit: 's',
      min: 0.002,
      max: 1,
      step: 0.002,
      scale: 'log',
      default: 0.012,
      help: 'Between two packets that the home receives.',
    }),
    size,
    numberParameter('multiple', {
      label: 'Packets in multiples of',
      unit: 'packets',
      min: 1,
      max: 2000,
      step: 1,
      whole: true,
      scale: 'log',
      default: 100,
      help: 'Each direction of a session sends a multiple of it.',
    }),
    numberParameter('idle', {
      label: 'Idle before the end',
      unit: 's',
      min: 0,
      max: 120,
      step: 1,
      default: 5,
      help: 'A session may end when no real packet came for so long.',
    }),
    perHome,
    at,
    iotDevices,
  ],
  weaknesses: [
    overload,
    {
      text: 'When sessions begin, and roughly how long they are, stays visible.',
      source: 'Cai et al., CCS 2014',
    },
  ],
  published: [
    {
      label: 'Adaptive Tamaraw',
      bytesRatio: null,
      latencySeconds: null,
      accuracyBefore: null,
      accuracyAfter: 0.3,
      adaptive: true,
      note: 'Web pages, not a smart home: a bound on the attacker.',
      source: 'arXiv 2509.01046',
    },
  ],
};
