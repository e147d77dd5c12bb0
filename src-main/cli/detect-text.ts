import type { DetectionModel, DetectionRun } from '../contract/detection';
import { count, duration, percent, simulatedMark, table } from './text';

/** What was learned, as a table for a terminal. */
export function learnedText(
  { vantage, simulated, detectors, notLearned }: DetectionModel,
  out: string,
): string {
  const rows = detectors.map((one) => [
    one.type,
    duration(one.window),
    count(one.learned),
    one.method === 'cnn'
      ? `${count(one.profiles.length)} profiles`
      : `${count(one.telling.kinds.length)} kinds of packets, ${count(one.telling.periods.length)} periods`,
  ]);
  return [
    ...simulatedMark(simulated),
    `Learned for ${vantage}:`,
    table(['Type', 'Looks back', 'Windows', 'Told by'], rows, [1, 2]),
    ...notLearned.map(
      ({ type, windows }) =>
        `Not learned: ${type}: it sends something in ${count(windows)} window${windows === 1 ? '' : 's'} only.`,
    ),
    `Written: ${out}`,
    '',
  ].join('\n');
}

/** Which types were there how often and, with a label file, how right that is. */
export function runText(result: DetectionRun): string {
  const { vantage, simulated, windows, windowSeconds, lookBack, learnedFromThese } = result;
  const { judged, precision, recall, f1, responseSeconds } = result;
  const scored = judged !== undefined;
  const rows = Object.entries(lookBack).map(([type, back]) => [
    type,
    duration(back),
    percent(windows.filter(({ present }) => present[type]).length / Math.max(1, windows.length)),
    ...(scored
      ? [
          count(judged[type] ?? 0),
          percent(precision?.[type] ?? null),
          percent(recall?.[type] ?? null),
          decimals(f1?.[type]),
          wait(responseSeconds?.[type]),
        ]
      : []),
  ]);
  const heads = ['Type', 'Looks back', 'There'];
  const scores = ['Judged', 'Precision', 'Recall', 'F1', 'Told after'];
  return [
    ...simulatedMark(simulated),
    ...(learnedFromThese && scored
      ? ['It learned from packets of this very time: this measures memory, not skill.']
      : []),
    `${count(windows.length)} windows of ${duration(windowSeconds)} at ${vantage}:`,
    table(scored ? [...heads, ...scores] : heads, rows, [1, 2, 3, 4, 5, 6, 7]),
    ...(scored
      ? [
          `Mean F1 ${decimals(result.meanF1)}. Judged are windows in which the type sends something, as they were and without its packets.`,
        ]
      : []),
    ...countLines(result),
    '',
  ].join('\n');
}

/** How well devices were counted, where they were. */
function countLines({ countError, countedRight, superposed }: DetectionRun): string[] {
  const rows = Object.entries(countError ?? {}).map(([type, error]) => [
    type,
    decimals(error),
    percent(countedRight?.[type] ?? null),
    ...(superposed
      ? [decimals(superposed[type]?.mae), percent(superposed[type]?.mape ?? null)]
      : []),
  ]);
  if (rows.length === 0) return [];
  const heads = ['Type', 'Mean error', 'Right'];
  return [
    'Devices of a type that say something, counted where one does:',
    table(
      superposed ? [...heads, 'Put together: mean error', 'of the number'] : heads,
      rows,
      [1, 2, 3, 4],
    ),
  ];
}

const decimals = (value: number | null | undefined): string =>
  value === null || value === undefined ? '-' : value.toFixed(3);

const wait = (seconds: number | null | undefined): string =>
  seconds === null || seconds === undefined ? '-' : duration(seconds);
