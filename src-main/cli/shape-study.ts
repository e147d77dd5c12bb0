import { vantageNameSchema } from '../contract/vantage';
import type { ShapingStudyPlan } from '../contract/shaping';
import { shapingPresets } from '../contract/shaping-catalogue';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type OptionSpec, type Surroundings, usage } from './command';
import { LARGEST_SEED } from './options';
import { shapingTable } from './shape-table';

/** Measured where no shaping is named: the presets and one of each kind. */
const everyKind = [
  ...shapingPresets.map(({ shaping }) => shaping),
  ...['pad', 'jitter:max=0.5', 'batch', 'tamaraw', 'stp:rate=20', 'stp:rate=20,pad=mtu'],
  ...['wtf-pad', 'front', 'machine', 'machine:preset=daita', 'dp'],
];

/** Of `--study` alone. */
export const studyOptions = {
  model: { type: 'string', value: 'M', help: '--study, --search: best (default) or forest.' },
  trees: {
    type: 'string',
    value: 'N',
    help: '--study, --search: trees of each forest (default 30).',
  },
  hours: {
    type: 'string',
    value: 'H',
    help: '--study, --search: hours of each day that are used, evenly over it (default 24, all).',
  },
  'train-share': {
    type: 'string',
    value: 'S',
    help: '--study, --search: share of the time that is learned from (default 0.667).',
  },
  events: {
    type: 'string',
    value: 'FILE',
    help: '--study, --search: CSV of interactions: time_epoch,device,interaction Also measures what is told of what people do.',
  },
  static: { type: 'boolean', help: '--study: without the adaptive adversary.' },
} as const satisfies Record<string, OptionSpec>;

/** Measures shapings and prints the table. */
export async function runShapingStudy(call: Call, surroundings: Surroundings): Promise<void> {
  if (call.file('write') !== null) throw usage('--write and --study exclude each other.');
  const options = {
    captures: call.captures(),
    labels: call.text('labels'),
    events: call.text('events'),
    plan: planOf(call),
  };
  const result = await engine.shapingStudy(options, surroundings.place, surroundings);
  const text = call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : shapingTable(result);
  return surroundings.write(text);
}

/** How dear the measuring may be. @throws HomeMoleError `usage` */
export function effortOf(call: Call): ShapingStudyPlan['effort'] {
  const model = call.text('model') ?? 'best';
  if (model !== 'best' && model !== 'forest') throw usage(`--model ${model}: give best or forest.`);
  const share = call.text('train-share');
  return {
    model,
    trees: call.number('trees', 30, 5, 500),
    hoursOfDay: call.number('hours', 24, 0.1, 24, false),
    adaptive: !call.flag('static'),
    ...(share === null ? {} : { trainShare: call.number('train-share', 2 / 3, 0.1, 0.9, false) }),
  };
}

function planOf(call: Call): ShapingStudyPlan {
  const vantages = call
    .texts('vantage')
    .map((name) => vantageNameSchema.exclude(['lan']).parse(parseVantage(name)));
  const shapings = call.texts('shaping');
  return {
    vantages: vantages.length > 0 ? [...new Set(vantages)] : ['napt'],
    shapings: shapings.length > 0 ? shapings : everyKind,
    seed: call.number('seed', 1, 0, LARGEST_SEED - 10_000),
    effort: effortOf(call),
  };
}
