import type {
  AuditEvent,
  FoundEvent,
  InteractionScore,
  InteractionsEvaluation,
  InteractionsRun,
} from '../contract/interactions';
import { count, duration, percent, simulatedMark, table } from './text';

/** Of an audit so many events are listed, the last. */
const MOST_SHOWN = 12;

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
    instant(time),
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
  const errors = Object.entries(rte).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  return [
    ...simulatedMark(simulated),
    ...(result.learnedFromThese
      ? ['It learned from packets of this very time: this measures memory, not skill.']
      : []),
    `Events of ${duration(seconds)} at ${vantage}; a claim is right within ${tolerance} s:`,
    scoresTable(scores),
    `Macro F1 ${macroF1.toFixed(3)}; ${falseAlarmsPerDay.toFixed(1)} claims a day where nothing was marked.`,
    `Error of the number in each minute, of all (RTE): ${errors.join(', ')}.`,
    '',
  ].join('\n');
}

/** What an audit says that people did; nothing where none could be learned. */
export function eventLines(
  events: readonly AuditEvent[],
  scores: readonly InteractionScore[],
): string[] {
  if (scores.length === 0) return [];
  const shown = events.slice(-MOST_SHOWN).map((event) => {
    const { time, device, interaction, confidence, right } = event;
    const truth = right ? '' : ' (not so)';
    return `  ${percent(confidence).padStart(7)}  ${instant(time)}  ${device}: ${interaction}${truth}`;
  });
  const isCut = events.length > MOST_SHOWN;
  return [
    '',
    'What people did, as the eavesdropper tells it:',
    scoresTable(scores),
    ...(isCut ? [`The last ${MOST_SHOWN} of ${count(events.length)}:`] : []),
    ...shown,
  ];
}

function scoresTable(scores: readonly InteractionScore[]): string {
  const rows = scores.map((score) => [
    score.device,
    score.interaction,
    count(score.events),
    count(score.claimed),
    percent(score.precision),
    percent(score.recall),
  ]);
  const heads = ['Device', 'Interaction', 'Marked', 'Claimed', 'Precision', 'Recall'];
  return table(heads, rows, [2, 3, 4, 5]);
}

const instant = (time: number): string => `${new Date(time * 1000).toISOString().slice(0, 19)}Z`;
