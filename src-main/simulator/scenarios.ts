import { busyHub, personal, things, type Resident } from './residents';

export interface Scenario {
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  readonly residents: readonly Resident[];
}

const { echoDot, googleHome, camera360, xiaobai, tplink, orvibo, broadlink } = things;
const { lockHub, bulb, thermostat } = things;

/** Every home the simulator knows; the first is the one to start with. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'family-home',
    description: 'Fifteen smart devices, two phones, a tablet and a laptop; people come and go.',
    residents: [...Object.values(things), ...Object.values(personal)],
  },
  {
    name: 'quiet-flat',
    description: 'Six smart devices and one phone, which is out during the day.',
    residents: [echoDot, lockHub, tplink, bulb, thermostat, xiaobai, personal.phone],
  },
  {
    name: 'smart-plugs-and-hub',
    description:
      'The case studies of the HomeMole paper: quiet plugs beside a busy hub and tablet.',
    residents: [
      ...[echoDot, googleHome, busyHub, camera360, tplink, orvibo, broadlink],
      personal.tablet,
    ],
  },
];
