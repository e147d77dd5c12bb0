import { choiceParameter } from '../shaping-parameters';

/** Padding rules by their names, as `pad` and `stp` take them. */
export const paddingSchemes = [
  ['mtu', 'All to the largest size'],
  ['linear128', 'To multiples of 128'],
  ['exponential', 'To powers of two'],
  ['mice-elephants', 'Small or largest'],
  ['level100', 'Levels with random tops'],
  ['random', 'Random bytes added'],
  ['session-random', 'One random amount a flow'],
  ['pade', 'PADÉ'],
] as const;
export type PaddingScheme = (typeof paddingSchemes)[number][0];

/** Where it runs; `auto` is a pair in a tunnel and the device without one. */
export const at = choiceParameter(
  'at',
  'Runs at',
  [
    ['auto', 'Automatic'],
    ['device', 'Each device and its cloud'],
    ['gateway', 'The router alone'],
    ['pair', 'The router and its VPN server'],
  ],
  'The router alone shapes what the home sends and no more; without a VPN it can only delay. Automatic is the pair inside a tunnel, the devices themselves without one.',
);

export const devices = choiceParameter(
  'devices',
  'Shapes',
  [
    ['all', 'All devices'],
    ['iot', 'Smart devices only'],
  ],
  'Whose packets are shaped; those of others pass as they are.',
);

/** The same with smart devices as the default, for shapings that a download would overrun. */
export const iotDevices = { ...devices, default: 'iot' };

/** One stream for the whole home, or one for each device; at the device it is always its own. */
export const perHome = choiceParameter(
  'per',
  'Streams',
  [
    ['home', 'One for the home'],
    ['device', 'One for each device'],
  ],
  'Whether devices are shaped together, which hides who sends, or each by itself.',
);
export const perDevice = { ...perHome, default: 'device' };
