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
  const numberOf = (name: string, least: number, most: number): number | null =>
    call.text(name) === null ? null : call.number(name, least, least, most);
  return {
    paper: call.flag('paper'),
    window: numberOf('window', 2, 1000),
    epochs: numberOf('epochs', 1, 1000),
  };
}

export const help: OptionSpec = { type: 'boolean', short: 'h', help: 'Show this help.' };

export const LARGEST_SEED = 0xffffffff;

/** The model of that name. @throws HomeMoleError `usage`. */
export function parseModel(name: string): AdversaryModel {
  const found = adversaryModels.find((model) => model === name);
  if (found) return found;
  throw usage(`--model ${name}: give best, blstm, lstm or forest.`);
}
