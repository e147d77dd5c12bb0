import { adversaryModels, type AdversaryModel } from '../contract/learning';
import type { OptionSpec } from './command';
import { usage } from './command';

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

export const help: OptionSpec = { type: 'boolean', short: 'h', help: 'Show this help.' };

export const LARGEST_SEED = 0xffffffff;

/** The model of that name. @throws HomeMoleError `usage`. */
export function parseModel(name: string): AdversaryModel {
  const found = adversaryModels.find((model) => model === name);
  if (found) return found;
  throw usage(`--model ${name}: give forest or best.`);
}
