import type { Bounded, ShapedFigures, ShapedRun, ShapingStudy } from '../contract/shaping';
import { describeProblem } from '../contract/messages';
import { printable, simulatedMark } from './text';

const head = [
  ...[
    'shaping',
    'bytes',
    'p95 wait',
    'static IoT',
    'adaptive IoT (95 %)',
    'macro',
    'presence F1',
    'count off by (blind)',
    'doing F1',
  ],
  ...['2nd family', 'majority', 'least error', 'bits (chance)'],
];

/** The table of a study of shapings: a row each, a block for each vantage. */
export function shapingTable(study: ShapingStudy): string {
  const { runs, failures, method, plan } = study;
  const blocks = plan.vantages.flatMap((vantage) => tableOf(vantage, runs));
  return [
    ...simulatedMark(study.simulated),
    `Split: ${method.split}.`,
    `Adversary: ${plan.effort.model}, ${plan.effort.trees} trees; accuracy over packets of smart devices. Static: never saw shaped traffic, optimistic for you. Adaptive: learned from shaped traffic with other random numbers; this is the one that counts.`,
    ...blocks,
    ...(runs.some(({ cost }) => !cost.feasible)
      ? ['', '! packets wait for over a minute: infeasible.']
      : []),
    ...failures.map(
      ({ shaping, vantage, problem }) => `${shaping}, ${vantage}: ${describeProblem(problem)}`,
    ),
    '',
  ]
    .map(printable)
    .join('\n');
}

/** The shapings of an audit, a block for each vantage; nothing without any. */
export function shapedLines(runs: readonly ShapedRun[]): string[] {
  if (runs.length === 0) return [];
  const vantages = [...new Set(runs.map(({ vantage }) => vantage))];
  const blocks = vantages.flatMap((vantage) => tableOf(vantage, runs));
  return ['Shaping (adaptive is what counts)', ...blocks.slice(1), ''];
}

function tableOf(vantage: string, runs: readonly ShapedRun[]): string[] {
  const rows = [head, ...runs.filter((run) => run.vantage === vantage).map(rowOf)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  return ['', `Seen from ${vantage}:`, ...lines];
}

function rowOf({
  shaping,
  cost,
  static: optimistic,
  adaptive,
  second,
  bounds,
}: ShapedRun): string[] {
  return [
    shaping,
    `x ${cost.bytesRatio.toFixed(2)}${cost.feasible ? '' : ' !'}`,
    `${cost.latencySeconds.p95.toFixed(3)} s`,
    percent(optimistic.iotAccuracy),
    adaptive ? interval(adaptive.iotAccuracy) : '-',
    percent((adaptive ?? optimistic).macroRecall),
    f1((adaptive ?? optimistic).presenceF1),
    countText((adaptive ?? optimistic).counting),
    f1((adaptive ?? optimistic).interactionF1),
    second ? percent(second.iotAccuracy) : '-',
    share(optimistic.iotMajority),
    share(bounds?.bayesErrorLower ?? null),
    bounds
      ? `${bounds.mutualInformationBits.toFixed(2)} (${bounds.permutationNullBits.toFixed(2)})`
      : '-',
  ];
}

function countText(counting: ShapedFigures['counting']): string {
  return counting === null
    ? '-'
    : `${counting.meanAbsoluteError.toFixed(1)} (${counting.constantError.toFixed(1)}) of ${counting.meanPresent.toFixed(1)}`;
}

function percent(value: Bounded | null): string {
  return share(value?.value ?? null);
}

function interval(value: ShapedFigures['iotAccuracy']): string {
  if (value === null) return '-';
  const { low, high } = value;
  return low === null || high === null
    ? percent(value)
    : `${percent(value)} (${share(low)}-${share(high)})`;
}

function share(value: number | null): string {
  return value === null ? '-' : `${(value * 100).toFixed(1)} %`;
}

function f1(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
