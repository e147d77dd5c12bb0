import { adversaryModels, type AdversaryModel } from '../contract/learning';
import { type Call, type OptionSpec, usage } from './command';

/** Options that several commands share. */
export const json: OptionSpec = {
  type: 'boolean',
  help: 'Print one JSON document on standard output and nothing else.',
};

export const labels: OptionSpec = {
  type: 'string',
  value: 'FILE',
  help: 'CSV that names the devices: device,mac,ip,type,category,kind (device and mac suffice).',
};

export const seed: OptionSpec = {
  type: 'string',
  value: 'N',
  help: 'Seed of every random choice (default 1). The same seed gives the same result.',
};

/** Settings of the networks; the paper tried windows of 20, 40 and 100. */
export const network = {
  paper: {
    type: 'boolean',
    help: 'forest: ports as in the paper; lstm, blstm: learn exactly as it says.',
  },
  window: {
    type: 'string',
    value: 'N',
    help: 'lstm, blstm: packets in a window (default 100).',
  },
  epochs: {
    type: 'string',
    value: 'N',
    help: 'lstm, blstm: how often each window is learned from (default 15).',
  },
} as const satisfies Record<string, OptionSpec>;

/** What was asked of the networks; null: as the paper has it. @throws HomeMoleError `usage` */
export function networkOf(call: Call) {
  return {
    paper: call.flag('paper'),
    window: numberIfGiven(call, 'window', 2, 1000),
    epochs: numberIfGiven(call, 'epochs', 1, 1000),
  };
}

/** Size of the forests. */
export const forestSize = {
  trees: {
    type: 'string',
    value: 'N',
    help: 'best, forest: trees (default 80, 100). Fewer make a smaller file.',
  },
  'min-leaf': {
    type: 'string',
    value: 'N',
    help: 'best, forest: packets in a leaf at the least (default 2, 5). More make a smaller file.',
  },
} as const satisfies Record<string, OptionSpec>;

/** What was asked of the forests; null: as the model has it. @throws HomeMoleError `usage` */
export function forestSizeOf(call: Call): { trees: number | null; minLeaf: number | null } {
  return {
    trees: numberIfGiven(call, 'trees', 1, 1000),
    minLeaf: numberIfGiven(call, 'min-leaf', 1, 100_000),
  };
}

function numberIfGiven(call: Call, name: string, least: number, most: number): number | null {
  return call.text(name) === null ? null : call.number(name, least, least, most);
}

export const help: OptionSpec = { type: 'boolean', short: 'h', help: 'Show this help.' };

export const LARGEST_SEED = 0xffffffff;

/** The model of that name. @throws HomeMoleError `usage`. */
export function parseModel(name: string): AdversaryModel {
  const found = adversaryModels.find((model) => model === name);
  if (found) return found;
  throw usage(`--model ${name}: give best, blstm, lstm or forest.`);
}
