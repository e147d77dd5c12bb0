import { basename, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import type { Hint } from '../contract/hints';
import type { Home } from '../contract/home';
import type { Job } from '../contract/job';
import type { CaptureFile, InspectResult } from '../contract/results';
import {
  type HomeKnowledge,
  HomeSurvey,
  loadVendors,
  readKnownDevices,
  readLabels,
  type SurveyedHome,
} from '../home';
import { readBatches, readCaptures } from '../packets';
import { type LineTap, TunnelWatch } from '../vantage';
import type { TunnelSighting } from '../contract/tunnel-sighting';

/** What to read, and where HomeMole keeps its own data. */
export interface CaptureInput {
  readonly captures: readonly string[];
  /** Label file; null for none. */
  readonly labels: string | null;
  /** Folder `resources/` of the program. */
  readonly resources: string;
  /** File of the names and rulings that the user gave; null for none. */
  readonly knownDevices: string | null;
}

export interface LoadedHome {
  readonly home: Home;
  /** The home in figures. */
  readonly inspected: InspectResult;
  readonly files: readonly CaptureFile[];
  readonly simulated: boolean;
  /** Whether a label file named the devices. */
  readonly labelled: boolean;
  /** MACs that the label file names. */
  readonly labels: ReadonlySet<string>;
  /** MACs of the label file that the capture lacks. */
  readonly unseenLabels: readonly string[];
}

/**
 * Reads captures and label file and tells who is who.
 * @throws HomeMoleError of reading; `no-packets`; `no-devices`; `labels-unknown-macs` when none of
 *   the label file's MACs occurs; `known-devices-malformed`.
 * @param line takes what pairing with another capture needs
 */
export async function loadHome(
  input: CaptureInput,
  job: Job,
  line: LineTap | null = null,
): Promise<LoadedHome> {
  const knowledge = await readKnowledge(input);
  const watch = new TunnelWatch();
  const tapOf = line?.tapOf ?? ((): TunnelWatch => watch);
  const { packets, files, hints } = await readCaptures(distinct(input.captures), { job, tapOf });
  checkPackets(packets.count, files);
  const step = { stage: 'identifying', total: packets.count, unit: 'packets' } as const;
  job.report({ ...step, done: 0 });
  const survey = new HomeSurvey();
  survey.add(packets);
  const found = survey.present({ ...knowledge, hints });
  const home = {
    packets,
    devices: found.devices,
    ...found.assign(packets),
  };
  job.report({ ...step, done: packets.count });
  if (found.devices.length === 0) throw new HomeMoleError('no-devices', { packets: found.packets });
  const unseenLabels = checkLabels(packets.macs, knowledge, input);
  const inspected = inspectResult(
    found,
    files,
    line ? line.tunnels().map(({ sighting }) => sighting) : watch.sightings(),
  );
  const { simulated } = inspected;
  const labelled = knowledge.labels !== undefined;
  const labels = new Set(knowledge.labels?.map(({ mac }) => mac));
  return { home, inspected, files: inspected.files, simulated, labelled, labels, unseenLabels };
}

/** What one reading of captures left to tell who is who by. */
export interface Surveyed {
  readonly survey: HomeSurvey;
  readonly files: readonly CaptureFile[];
  readonly hints: readonly Hint[];
  readonly macs: readonly string[];
  readonly tunnels: readonly TunnelSighting[];
}

/** Reads the captures once and keeps no packet: memory does not grow with them. */
export async function surveyCaptures(captures: readonly string[], job: Job): Promise<Surveyed> {
  const survey = new HomeSurvey();
  const watch = new TunnelWatch();
  let macs: readonly string[] = [];
  const { files, hints } = await readBatches(
    distinct(captures),
    (batch) => {
      macs = batch.macs;
      survey.add(batch);
    },
    { job, tapOf: () => watch },
  );
  return { survey, files, hints, macs, tunnels: watch.sightings() };
}

/** What is in captures that were read, by what the user says of devices now. */
export async function inspectSurveyed(
  { survey, files, hints, macs, tunnels }: Surveyed,
  input: CaptureInput,
): Promise<InspectResult> {
  const knowledge = await readKnowledge(input);
  const found = survey.present({ ...knowledge, hints });
  checkPackets(found.packets, files);
  checkLabels(macs, knowledge, input);
  return inspectResult(found, files, tunnels);
}

/**
 * What is in the captures; that may be packets of no device of a home.
 * @throws HomeMoleError as `loadHome`, but for `no-devices`.
 */
export async function inspectCaptures(input: CaptureInput, job: Job): Promise<InspectResult> {
  // A mistake in what is known beforehand should not cost a long wait.
  await readKnowledge(input);
  const surveyed = await surveyCaptures(input.captures, job);
  job.report({ stage: 'identifying', done: 1, total: 1, unit: 'steps' });
  return inspectSurveyed(surveyed, input);
}

/** What is known beforehand. It is quickly read, and a mistake in it should not cost a long wait. */
export async function readKnowledge(input: Omit<CaptureInput, 'captures'>): Promise<HomeKnowledge> {
  const labels = input.labels === null ? undefined : await readLabels(input.labels);
  const known =
    input.knownDevices === null ? undefined : await readKnownDevices(input.knownDevices);
  const vendors = await loadVendors(join(input.resources, 'vendors', 'vendors.txt'));
  return { labels, known, vendors };
}

/** A file named twice is read once: twice the packets would be no home's. */
export function distinct(captures: readonly string[]): string[] {
  return [...new Map(captures.map((path) => [path === '-' ? path : resolve(path), path])).values()];
}

function checkPackets(count: number, files: readonly CaptureFile[]): void {
  if (count > 0) return;
  const names = files.map(({ path }) => basename(path)).join(', ');
  throw new HomeMoleError('no-packets', { file: names });
}

/** The labels' MACs that do not occur in the home; all of them missing is an error. */
function checkLabels(
  macs: readonly string[],
  { labels = [] }: HomeKnowledge,
  { labels: path }: CaptureInput,
): string[] {
  const seen = new Set(macs);
  const unseen = labels.map(({ mac }) => mac).filter((mac) => !seen.has(mac));
  if (labels.length > 0 && unseen.length === labels.length) {
    throw new HomeMoleError('labels-unknown-macs', {
      file: basename(path ?? ''),
      count: labels.length,
      first: unseen[0] as string,
    });
  }
  return unseen;
}

function inspectResult(
  found: SurveyedHome,
  files: readonly CaptureFile[],
  tunnels: readonly TunnelSighting[],
): InspectResult {
  const { packets, bytes, internetPackets, span, gateway, devices, blurredPackets } = found;
  return {
    packets,
    bytes,
    durationSeconds: span ? span.last - span.first : 0,
    startTime: span?.first ?? null,
    internetPackets,
    simulated: files.some((file) => file.simulated),
    files: blurredPackets === 0 ? [...files] : withMerged(files, blurredPackets),
    gateway,
    devices: [...devices],
    tunnels: [...tunnels],
  };
}

/** Says with the last file, as flows are counted over all of them. */
function withMerged(files: readonly CaptureFile[], count: number): CaptureFile[] {
  return files.map((file, index) =>
    index < files.length - 1
      ? file
      : { ...file, warnings: [...file.warnings, { code: 'addresses-merged', count }] },
  );
}
