import {
  ablationSchema,
  portModeSchema,
  scenarioSchema,
  splitKindSchema,
  studyModelSchema,
  studyPlanSchema,
  type StudyPlan,
} from '../contract/study';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import type { Call, Command } from './command';
import { usage } from './command';
import { help, json, labels, LARGEST_SEED, network, seed } from './options';
import { studyText } from './study-text';

const models = ['forest', 'paper-forest', 'lstm', 'blstm', 'best'];

export const study: Command = {
  name: 'study',
  summary: 'compare adversaries, scenarios, splits and what they may see',
  usage: 'CAPTURE... --labels FILE',
  about: `Trains and tests an adversary anew for every combination of the options below, each with several
seeds, and prints the means with their 95 % confidence intervals (Student's t over the seeds), beside
baselines that need no training.

Scenarios: noisy, all devices together as recorded; pure, each IoT device alone, as if it had
the line to itself. Splits: time, the last part of the time is tested on, after a gap, without
connections that were learned from; random, the 2019 paper's, which draws windows and so tests
on neighbours of what it learned. Run with both, the difference is shown as leakage.
docs/study.md has the method.`,
  options: {
    labels,
    vantage: many('V', 'Where the eavesdropper stands (default napt).'),
    model: many('M', `${models.join(', ')} (default best).`),
    scenario: many('S', 'pure or noisy (default noisy).'),
    split: many('S', 'time or random (default time).'),
    window: many('N', 'Packets in a window, of networks and of the random split (default 100).'),
    epochs: network.epochs,
    ablation: many(
      'A',
      'What it may not see: none (default), no-port, no-interval, no-length, no-direction.',
    ),
    'port-mode': many(
      'P',
      "Behind NAPT: server (default), the remote port; paper, the destination port, inbound the gateway's.",
    ),
    seeds: { type: 'string', value: 'N', help: 'How many seeds (default 3).' },
    seed: { ...seed, help: 'The first of them (default 1).' },
    'train-share': {
      type: 'string',
      value: 'S',
      help: 'Share of the time that the split by time learns from (default 0.667).',
    },
    permuted: {
      type: 'boolean',
      help: 'Also teach the first model permuted labels: it must do no better than chance.',
    },
    unknown: {
      type: 'boolean',
      help: 'Also leave each IoT type out in turn: does the adversary say that it does not know it?',
    },
    json,
    help,
  },
  examples: [
    'homemole study home.pcap --labels devices.csv --model best --model forest --scenario pure --scenario noisy',
    'homemole study home.pcap --labels devices.csv --split time --split random --seeds 5 --permuted',
  ],
  async run(call, surroundings) {
    const options = {
      captures: call.captures(),
      labels: call.required('labels'),
      plan: planOf(call),
    };
    const result = await engine.study(options, surroundings.place, surroundings);
    const text = call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : studyText(result);
    return surroundings.write(text);
  },
};

function many(value: string, words: string) {
  return { type: 'string', multiple: true, value, help: `${words} May be repeated.` } as const;
}

function planOf(call: Call): StudyPlan {
  const vantages = call.texts('vantage').map(parseVantage);
  const first = call.number('seed', 1, 0, LARGEST_SEED);
  const seeds = call.number('seeds', 3, 1, 20);
  if (first + seeds - 1 > LARGEST_SEED)
    throw usage(`--seed ${first}: too large for ${seeds} seeds.`);
  const parsed = studyPlanSchema.parse({
    vantages: vantages.length > 0 ? [...new Set(vantages)] : ['napt'],
    models: choices(call, 'model', studyModelSchema.options, 'best'),
    scenarios: choices(call, 'scenario', scenarioSchema.options, 'noisy'),
    splits: choices(call, 'split', splitKindSchema.options, 'time'),
    windows: windowsOf(call),
    ablations: choices(call, 'ablation', ablationSchema.options, 'none'),
    portModes: choices(call, 'port-mode', portModeSchema.options, 'server'),
    seeds: Array.from({ length: seeds }, (_, i) => first + i),
    epochs: call.number('epochs', 15, 1, 1000),
    trainShare: call.number('train-share', 2 / 3, 0.1, 0.9, false),
    permuted: call.flag('permuted'),
    unknown: call.flag('unknown'),
  } satisfies Record<keyof StudyPlan, unknown>);
  return parsed;
}

/** The values of an option, each once. @throws HomeMoleError `usage` for one that it does not know */
function choices<T extends string>(
  call: Call,
  option: string,
  known: readonly T[],
  otherwise: T,
): T[] {
  const values = call.texts(option).map((text) => {
    const found = known.find((one) => one === text);
    if (found === undefined) throw usage(`--${option} ${text}: give one of ${known.join(', ')}.`);
    return found;
  });
  return values.length > 0 ? [...new Set(values)] : [otherwise];
}

function windowsOf(call: Call): number[] {
  const windows = call.texts('window').map((text) => {
    const window = Number(text);
    if (!(Number.isInteger(window) && window >= 2 && window <= 1000)) {
      throw usage(`--window ${text}: give a whole number from 2 to 1000.`);
    }
    return window;
  });
  return windows.length > 0 ? [...new Set(windows)] : [100];
}
