import type { FoundEvent, InteractionsEvaluation, InteractionsRun } from '../contract/interactions';
import { count, duration, percent, simulatedMark, table } from './text';

/** What was found, as a table for a terminal. */
export function runText({ simulated, vantage, events, seconds }: InteractionsRun): string {
  return [
    ...simulatedMark(simulated),
    `${count(events.length)} events claimed at ${vantage} in ${duration(seconds)}.`,
    ...(events.length > 0 ? [eventsTable(events)] : []),
    '',
  ].join('\n');
}

function eventsTable(events: readonly FoundEvent[]): string {
  const rows = events.map(({ time, device, interaction, confidence }) => [
    `${new Date(time * 1000).toISOString().slice(0, 19)}Z`,
    device,
    interaction,
    percent(confidence),
  ]);
  return table(['Time', 'Device', 'Interaction', 'Confidence'], rows, [3]);
}

/** How well it was found. */
export function evaluationText(result: InteractionsEvaluation): string {
  const { simulated, vantage, scores, macroF1, falseAlarmsPerDay, seconds, tolerance, rte } =
    result;
  const rows = scores.map((score) => [
    score.device,
    score.interaction,
    count(score.events),
    count(score.claimed),
    percent(score.precision),
    percent(score.recall),
  ]);
  const errors = Object.entries(rte).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return [
    ...simulatedMark(simulated),
    `Events of ${duration(seconds)} at ${vantage}; a claim is right within ${tolerance} s:`,
    table(
      ['Device', 'Interaction', 'Marked', 'Claimed', 'Precision', 'Recall'],
      rows,
      [2, 3, 4, 5],
    ),
    `Macro F1 ${macroF1.toFixed(3)}; ${falseAlarmsPerDay.toFixed(1)} claims a day where nothing was marked.`,
    `Error of the number in each minute, of all (RTE): ${errors.join(', ')}.`,
    '',
  ].join('\n');
}
