import type { Bounded, ShapedFigures } from '@contract/shaping';
import type { KeptRun } from './shaping-runs';

/** Kept runs as one JSON document. */
export function runsJson(runs: readonly KeptRun[]): string {
  const kept = runs.map(({ name, capture, simulated, effort, run }) => ({
    name,
    capture,
    simulated,
    effort,
    run,
  }));
  const document = { format: 'homemole-shaping-runs', version: 1, runs: kept };
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Cell = string | number | boolean | null;
type Column = readonly [name: string, of: (kept: KeptRun) => Cell];

const share = (name: string, of: (kept: KeptRun) => Bounded | null | undefined): Column[] => [
  [name, (kept) => of(kept)?.value ?? null],
  [`${name}_low`, (kept) => of(kept)?.low ?? null],
  [`${name}_high`, (kept) => of(kept)?.high ?? null],
];
const figures = (name: string, of: (kept: KeptRun) => ShapedFigures | null): Column[] => [
  ...share(`${name}_iot_accuracy`, (kept) => of(kept)?.iotAccuracy),
  ...share(`${name}_macro_recall`, (kept) => of(kept)?.macroRecall),
  ...share(`${name}_overall_accuracy`, (kept) => of(kept)?.overallAccuracy),
  [`${name}_presence_f1`, (kept) => of(kept)?.presenceF1 ?? null],
  [`${name}_count_error`, (kept) => of(kept)?.counting?.meanAbsoluteError ?? null],
  [`${name}_count_error_blind`, (kept) => of(kept)?.counting?.constantError ?? null],
  [`${name}_types_present`, (kept) => of(kept)?.counting?.meanPresent ?? null],
  [`${name}_interaction_f1`, (kept) => of(kept)?.interactionF1 ?? null],
];

const columns: readonly Column[] = [
  ['name', ({ name }) => name],
  ['capture', ({ capture }) => capture],
  ['simulated', ({ simulated }) => simulated],
  ['vantage', ({ run }) => run.vantage],
  ['shaping', ({ run }) => run.shaping],
  ['trees', ({ effort }) => effort.trees],
  ['hours_of_day', ({ effort }) => effort.hoursOfDay],
  ['bytes_ratio', ({ run }) => run.cost.bytesRatio],
  ['packets_ratio', ({ run }) => run.cost.packetsRatio],
  ['added_bytes_per_second', ({ run }) => run.cost.addedBytesPerSecond],
  ['added_gigabytes_per_month', ({ run }) => run.cost.addedGigabytesPerMonth],
  ...(['mean', 'p50', 'p95', 'p99', 'max'] as const).map((key): Column => [
    `latency_${key}_seconds`,
    ({ run }) => run.cost.latencySeconds[key],
  ]),
  ['peak_queue', ({ run }) => run.cost.peakQueue],
  ['feasible', ({ run }) => run.cost.feasible],
  ...figures('adaptive', ({ run }) => run.adaptive),
  ...figures('static', ({ run }) => run.static),
  ...figures('second', ({ run }) => run.second),
  ['bayes_error_lower', ({ run }) => run.bounds?.bayesErrorLower ?? null],
  ['mutual_information_bits', ({ run }) => run.bounds?.mutualInformationBits ?? null],
  ['permutation_null_bits', ({ run }) => run.bounds?.permutationNullBits ?? null],
];

/** Kept runs as a table, a line each (RFC 4180); what is not known is empty. */
export function runsCsv(runs: readonly KeptRun[]): string {
  const lines = [
    columns.map(([name]) => name),
    ...runs.map((kept) => columns.map(([, of]) => field(of(kept)))),
  ];
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Text that a spreadsheet would take for a formula is marked as text. */
function field(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
