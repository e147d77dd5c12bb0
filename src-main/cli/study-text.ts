import { describeProblem } from '../contract/messages';
import type { Estimate, StudyCell, StudyFailure, StudyResult } from '../contract/study';
import { count, duration, percent, simulatedMark, table, warningLines } from './text';

/** What cells differ by, with the head of its column. */
const traits = {
  vantage: 'Vantage',
  scenario: 'Scenario',
  split: 'Split',
  window: 'Window',
  ablation: 'Ablation',
  portMode: 'Ports',
  model: 'Model',
} as const satisfies Record<keyof StudyCell, string>;
type Trait = keyof typeof traits;

/** A study as tables for a terminal: columns that are the same in all rows are left out. */
export function studyText(result: StudyResult): string {
  const { method, combinations, failures } = result;
  const seeds = result.plan.seeds.length;
  return [
    ...simulatedMark(result.simulated),
    ...warningLines(result.files),
    `Split ${method.split}.`,
    `By time: learned from ${duration(method.trainSeconds)}, a gap of ${duration(method.gapSeconds)}, tested on ${duration(method.testSeconds)}. ` +
      `${seeds} seed${seeds === 1 ? '' : 's'}${seeds === 1 ? '' : '; ± is the 95 % confidence interval'}.`,
    '',
    runsTable(result),
    '',
    'Baselines (overall accuracy / macro recall)',
    baselinesTable(result),
    ...leakageLines(result),
    ...unknownLines(result),
    '',
    `Devices active in a window of ${combinations.window} packets, and how many windows`,
    table(
      combinations.bins.map(({ devices }) => String(devices)),
      [combinations.bins.map(({ windows }) => count(windows))],
      combinations.bins.map((_, column) => column),
    ),
    ...failureLines(failures),
    '',
  ].join('\n');
}

function runsTable({ runs }: StudyResult): string {
  const head = ['All packets', 'IoT accuracy', 'Macro recall', 'Learned', 'Tested'];
  return tableOf(runs, ['model'], head, (run) => [
    estimate(run.overallAccuracy),
    estimate(run.iotAccuracy),
    estimate(run.macroRecall),
    count(run.trainPackets),
    count(run.testPackets),
  ]);
}

function baselinesTable({ baselines }: StudyResult): string {
  const both = (one: { overallAccuracy: number; macroRecall: number }): string =>
    `${percent(one.overallAccuracy)} / ${percent(one.macroRecall)}`;
  const isPermuted = baselines.some(({ permuted }) => permuted !== null);
  const head = ['Commonest class', 'Nearest length'];
  if (isPermuted) head.push('Permuted labels, macro recall');
  return tableOf(baselines, ['vantage'], head, ({ majority, nearestLength, permuted }) => {
    const simple = [both(majority), both(nearestLength)];
    if (!permuted) return isPermuted ? [...simple, '-'] : simple;
    return [...simple, `${estimate(permuted.macroRecall)} (chance ${percent(permuted.chance)})`];
  });
}

function leakageLines({ leakage }: StudyResult): string[] {
  if (leakage.length === 0) return [];
  const points = (value: number | null): string =>
    value === null ? '-' : `${value < 0 ? '' : '+'}${(value * 100).toFixed(1)}`;
  const head = ['All packets', 'IoT accuracy', 'Macro recall'];
  return [
    '',
    'Leakage: what the random split adds, in percentage points',
    tableOf(leakage, ['model'], head, (gap) => [
      points(gap.overallAccuracy),
      points(gap.iotAccuracy),
      points(gap.macroRecall),
    ]),
  ];
}

function unknownLines({ unknown = [] }: StudyResult): string[] {
  return unknown.flatMap(({ vantage, model, scenario, portMode, types }) => [
    '',
    `Types that ${model} never met (${vantage}, ${scenario}, ${portMode} ports)`,
    table(
      ['Type', 'Packets', 'Called unknown', 'Else mostly', 'Known called unknown', 'AUROC'],
      types.map((one) => [
        ...[one.type, count(one.packets), percent(one.unknown), one.takenFor ?? '-'],
        ...[percent(one.knownUnknown), one.auroc.toFixed(3)],
      ]),
      [1, 2, 4, 5],
    ),
  ]);
}

function failureLines(failures: readonly StudyFailure[]): string[] {
  if (failures.length === 0) return [];
  const lines = failures.map(({ cell, seed, permuted, problem }) => {
    const traitsOfCell = (Object.keys(traits) as Trait[]).map((trait) => cell[trait]).join(' ');
    const control = permuted ? ', permuted labels' : '';
    return `  ${traitsOfCell}, seed ${seed}${control}: ${describeProblem(problem).cause}`;
  });
  return ['', 'Came to nothing', ...lines];
}

/**
 * Rows of figures behind what their cells differ by; a column that is the same in all rows is left out.
 * @param always Traits that are shown all the same.
 */
function tableOf<Row extends Partial<StudyCell>>(
  rows: readonly Row[],
  always: readonly Trait[],
  figures: readonly string[],
  figuresOf: (row: Row) => string[],
): string {
  const shown = (Object.keys(traits) as Trait[]).filter(
    (trait) => always.includes(trait) || new Set(rows.map((row) => row[trait])).size > 1,
  );
  return table(
    [...shown.map((trait) => traits[trait]), ...figures],
    rows.map((row) => [...shown.map((trait) => String(row[trait])), ...figuresOf(row)]),
    figures.map((_, column) => shown.length + column),
  );
}

function estimate(value: Estimate | null): string {
  if (value === null) return '-';
  const { mean, high } = value;
  return high === null
    ? percent(mean)
    : `${(mean * 100).toFixed(1)} ± ${((high - mean) * 100).toFixed(1)} %`;
}
