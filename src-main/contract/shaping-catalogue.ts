import type { ShapingDescription, ShapingName } from './shaping-parameters';
import { constantRate, tamaraw } from './shapings/constant';
import { front, stp, wtfPad } from './shapings/cover';
import { none, pad } from './shapings/padding';
import { dp, machine } from './shapings/proven';
import { batch, jitter } from './shapings/timing';

/** All shapings, in the order in which they are shown. */
export const shapingCatalogue: readonly ShapingDescription[] = [
  none,
  pad,
  jitter,
  batch,
  constantRate,
  tamaraw,
  stp,
  wtfPad,
  front,
  machine,
  dp,
];

/** What a shaping is; every name has a description. */
export function describeShaping(name: ShapingName): ShapingDescription {
  return shapingCatalogue.find((one) => one.name === name) ?? none;
}

/** Settings to begin with. */
export const shapingPresets = [
  { key: 'off', label: 'Off', shaping: 'none', help: 'Nothing is changed.' },
  {
    key: 'light',
    label: 'Light',
    shaping: 'pad:scheme=linear128',
    help: 'Sizes are rounded up. Costs little and hides little.',
  },
  {
    key: 'balanced',
    label: 'Balanced',
    shaping: 'pad:scheme=mtu+jitter:max=0.05',
    help: 'All packets have one size and wait a little. Times still tell much.',
  },
  {
    key: 'strong',
    label: 'Strong',
    shaping: 'constant-rate:interval=0.02,size=1500',
    help: 'Smart devices send all the time, one packet of one size each way. Hides what they do and costs most.',
  },
] as const;
export type ShapingPreset = (typeof shapingPresets)[number];
