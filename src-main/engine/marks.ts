import { dirname, join } from 'node:path';
import { judgeMarks as judge } from '../audit';
import type { Interaction } from '../contract/home';
import { type Job, quietJob } from '../contract/job';
import type { JudgedMarks, Mark } from '../contract/marks';
import { writeWholeFile } from '../files';
import type { Place } from './operations';

const MARKS_FILE = 'events.csv';
/** The same at the packets that they caused. */
const JUDGED_FILE = 'events-at-packets.csv';
const SEED = 1;

/**
 * Writes marks as the event file of a recording, whole or not at all.
 * @returns Where it is; null without marks.
 * @throws HomeMoleError `output-unwritable`, `disk-full`
 */
export async function writeMarks(folder: string, marks: readonly Mark[]): Promise<string | null> {
  const path = join(folder, MARKS_FILE);
  await writeWholeFile(path, eventsText(marks));
  return marks.length === 0 ? null : path;
}

/** Marks as an event file: CSV, times to the microsecond. */
export function eventsText(
  marks: readonly (Mark & Partial<Pick<Interaction, 'resolution'>>)[],
): string {
  const rows = marks.map(({ time, device, interaction, resolution = 'second' }) =>
    [time.toFixed(6), quoted(device), quoted(interaction), resolution].join(','),
  );
  return ['time_epoch,device,interaction,resolution', ...rows, ''].join('\n');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * What marks of a recording are worth. Beside its event file another is written, with each mark at the packet
 * that it caused.
 * @throws HomeMoleError of reading; `output-unwritable`
 */
export async function judgeMarks(
  options: { captures: readonly string[]; labels: string | null; events: string },
  place: Place,
  job: Job = quietJob,
): Promise<{ judged: JudgedMarks; path: string }> {
  const judged = await judge({ ...place, ...options, seed: SEED }, job);
  const path = join(dirname(options.events), JUDGED_FILE);
  await writeWholeFile(path, judgedText(judged));
  return { judged, path };
}

/** Marks that were judged, as an event file. */
export function judgedText({ marks }: JudgedMarks): string {
  return eventsText(
    marks.map(({ moved, ...mark }) => ({
      ...mark,
      resolution: moved === null ? 'second' : 'packet',
    })),
  );
}
