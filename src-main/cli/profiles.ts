import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type Command, usage } from './command';
import { help, json, labels, LARGEST_SEED, seed } from './options';
import { profilesText } from './profiles-text';
import { sides, viewInputOf } from './sides';

const orders = ['coverage', 'paper'] as const;

export const profiles: Command = {
  name: 'profiles',
  summary: 'sequences of packets that are typical of each device',
  usage: 'CAPTURE... --vantage V',
  about: `Learns what bursts of a device have in common, as Ma et al. (2022) do: sequences of packets, with "any"
where they differ. Shows each as a ladder of packets with direction, size and what else the vantage shows
(header fields behind NAPT, the length alone in a tunnel), how often it came and what share of the
device's packets it explains; then how that grows with the number of profiles and with the minutes that
were learned from.`,
  options: {
    ...sides,
    labels,
    vantage: { type: 'string', value: 'V', help: 'Where the eavesdropper stands.' },
    device: {
      type: 'string',
      value: 'D',
      help: 'One device by name or MAC, or all of a type; default all that are IoT.',
    },
    most: { type: 'string', value: 'N', help: 'Profiles of a device at most (default 10).' },
    order: {
      type: 'string',
      value: 'ORDER',
      help: 'Which are chosen: coverage (default: what explains most that is not yet explained) or paper (the most important).',
    },
    literal: {
      type: 'boolean',
      help: 'Importance as equation (7) is printed: fields that are any count, others do not.',
    },
    seed,
    json,
    help,
  },
  examples: [
    'homemole profiles home.pcap --labels devices.csv --vantage napt --device ring-doorbell',
    'homemole profiles home.pcap --vantage wireguard --json',
  ],
  async run(call, surroundings) {
    const options = {
      ...viewInputOf(call),
      vantage: parseVantage(call.required('vantage')),
      labels: call.text('labels'),
      seed: call.number('seed', 1, 0, LARGEST_SEED),
      device: call.text('device'),
      most: call.number('most', 10, 1, 100),
      order: orderOf(call),
      importance: call.flag('literal') ? ('literal' as const) : ('any-free' as const),
    };
    const result = await engine.profiles(options, surroundings.place, surroundings);
    const text = call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : profilesText(result);
    return surroundings.write(text);
  },
};

function orderOf(call: Call): (typeof orders)[number] {
  const name = call.text('order') ?? 'coverage';
  const found = orders.find((order) => order === name);
  if (found) return found;
  throw usage(`--order ${name}: give coverage or paper.`);
}
