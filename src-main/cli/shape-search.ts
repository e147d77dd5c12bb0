import type { ShapingSearch } from '../contract/shaping';
import { vantageNameSchema } from '../contract/vantage';
import * as engine from '../engine';
import { parseVantage } from '../engine';
import { type Call, type OptionSpec, type Surroundings, usage } from './command';
import { LARGEST_SEED } from './options';
import { effortOf } from './shape-study';
import { simulatedMark } from './text';

/** Of `--search` alone. */
export const searchOptions = {
  'max-bytes': {
    type: 'string',
    value: 'R',
    help: '--search: bytes at the most for each byte before (default 1.2).',
  },
  'max-wait': {
    type: 'string',
    value: 'S',
    help: '--search: seconds that 95 % of the packets may wait at the most (default 0.05).',
  },
} as const satisfies Record<string, OptionSpec>;

/** Looks for the best shaping within a budget and prints what was tried. */
export async function runShapingSearch(call: Call, surroundings: Surroundings): Promise<void> {
  const [vantage = 'napt', ...more] = call.texts('vantage');
  if (more.length > 0) throw usage('--search is of one vantage.');
  if (call.texts('shaping').length > 0) throw usage('--search finds the shaping; name none.');
  const result = await engine.shapingSearch(
    {
      captures: call.captures(),
      labels: call.text('labels'),
      events: call.text('events'),
      vantage: vantageNameSchema.exclude(['lan']).parse(parseVantage(vantage)),
      budget: {
        bytesRatio: call.number('max-bytes', 1.2, 1, 1000, false),
        latencySeconds: call.number('max-wait', 0.05, 0, 60, false),
      },
      effort: { ...effortOf(call), adaptive: true },
      seed: call.number('seed', 1, 0, LARGEST_SEED - 10_000),
    },
    surroundings.place,
    surroundings,
  );
  const text = call.flag('json') ? `${JSON.stringify(result, null, 2)}\n` : searchText(result);
  return surroundings.write(text);
}

function searchText({ simulated, budget, vantage, best, tried }: ShapingSearch): string {
  const percent = (value: number | null | undefined): string =>
    value === null || value === undefined ? '-' : `${(value * 100).toFixed(1)} %`;
  const width = Math.max(...tried.map(({ shaping }) => shaping.length));
  const within = tried.filter((one) => one.withinBudget).length;
  return [
    ...simulatedMark(simulated),
    `At most ${budget.bytesRatio} times the bytes and ${budget.latencySeconds} s for 95 % of the packets, seen from ${vantage}: ${within} of ${tried.length} settings.`,
    best === null
      ? 'None of them is better than no shaping.'
      : `Best: ${best.shaping}, ${percent(best.adaptive?.iotAccuracy?.value)} of the packets of smart devices still named rightly (${best.cost.bytesRatio.toFixed(2)} times the bytes, 95 % wait at most ${best.cost.latencySeconds.p95.toFixed(3)} s).`,
    '',
    `${'tried'.padEnd(width)}  ${'bytes'.padStart(8)}  ${'p95 wait'.padStart(9)}  ${'quick'.padStart(7)}  ${'adaptive'.padStart(8)}`,
    ...tried.map(
      (one) =>
        `${one.shaping.padEnd(width)}  ${`x ${one.bytesRatio.toFixed(2)}`.padStart(8)}  ${`${one.latencySeconds.toFixed(3)} s`.padStart(9)}  ${percent(one.screenedIotAccuracy).padStart(7)}  ${percent(one.iotAccuracy).padStart(8)}`,
    ),
    '',
  ].join('\n');
}
