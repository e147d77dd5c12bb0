import {
  type CaptureInput,
  distinct,
  inspectSurveyed,
  readKnowledge,
  surveyCaptures,
} from '../audit';
import { HomeMoleError } from '../contract/errors';
import type { Job } from '../contract/job';
import type { PacketTable } from '../contract/packet-table';
import type { InspectResult } from '../contract/results';
import { anonymise, PacketFile, readBatches } from '../packets';
import type { Anonymised, AnonymiseOptions } from '../packets';
import { checkOutput } from './check-output';
import type { Hooks, Place } from './operations';
import { plans, trackProgress } from './progress';

/** What to export: the captures, and what is known beforehand. */
export type ExportInput = Omit<CaptureInput, keyof Place>;

/**
 * What is in the captures, and their packets as a Parquet file: all columns, with device, direction and whether a
 * packet crosses the gateway. The captures are read twice, first to tell who is who; memory does not
 * grow with them.
 * @throws HomeMoleError of reading; `usage` for standard input, which can be read once;
 *   `output-unwritable`; `output-exists` when `out` is a folder or one of the captures; `cancelled`
 */
export async function exportPackets(
  input: ExportInput,
  out: string,
  place: Place,
  hooks: Hooks,
): Promise<InspectResult> {
  if (input.captures.includes('-')) {
    const detail = 'To export, captures are read twice, which standard input cannot be.';
    throw new HomeMoleError('usage', { detail });
  }
  await checkOutput(out, input.captures);
  const report = trackProgress(plans.export(), (step) => hooks.progress(step));
  const job: Job = { signal: hooks.signal, report };
  const knowledge = await readKnowledge({ ...input, ...place });
  const surveyed = await surveyCaptures(input.captures, job);
  const result = await inspectSurveyed(surveyed, { ...input, ...place });
  const home = surveyed.survey.present({ ...knowledge, hints: surveyed.hints });
  const names = home.devices.map(({ device }) => device);
  const file = await PacketFile.create(out, names, result.simulated);
  job.report({ stage: 'writing', done: 0, total: result.packets, unit: 'packets' });
  let done = 0;
  try {
    const take = async (batch: PacketTable): Promise<void> => {
      await file.add(batch, home.assign(batch));
      done += batch.count;
      job.report({ stage: 'writing', done, total: result.packets, unit: 'packets' });
    };
    await readBatches(distinct(input.captures), take, { job: { ...job, report: () => undefined } });
    await file.close();
  } catch (error) {
    await file.abort();
    throw error;
  }
  return result;
}

export type { Anonymised, AnonymiseOptions } from '../packets';

/**
 * Writes captures again without what names anybody (`packets/anonymise`), merged by time into the
 * pcapng file `out`, which appears whole or not at all and replaces one of its name.
 * @param options `seed` null: replacements that nobody can repeat.
 * @throws HomeMoleError of reading; `no-packets`; `output-unwritable`; `output-exists` when `out` is
 *   a folder or one of the captures; `cancelled`
 */
export async function anonymiseFiles(
  captures: readonly string[],
  out: string,
  options: AnonymiseOptions,
  hooks: Hooks,
): Promise<Anonymised> {
  await checkOutput(out, captures);
  const report = trackProgress(plans.anonymise(), (step) => hooks.progress(step));
  return anonymise(captures, out, options, { signal: hooks.signal, report });
}
