import { basename, join, resolve } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import type { Home, Label } from '../contract/home';
import type { Job } from '../contract/job';
import type { CaptureFile, InspectResult } from '../contract/results';
import { identifyHome, loadVendors, readKnownDevices, readLabels } from '../home';
import { readCaptures } from '../packets';

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
  readonly files: readonly CaptureFile[];
  readonly simulated: boolean;
  /** Whether a label file named the devices. */
  readonly labelled: boolean;
  /** MACs of the label file that the capture lacks. */
  readonly unseenLabels: readonly string[];
}

/**
 * Reads captures and label file and tells who is who.
 * @throws HomeMoleError of reading; `no-packets`; `no-devices`; `labels-unknown-macs` when none of
 *   the label file's MACs occurs.
 */
export async function loadHome(input: CaptureInput, job: Job): Promise<LoadedHome> {
  // These files first: they are quickly read, and a mistake in one should not cost a long wait.
  const labels = input.labels === null ? undefined : await readLabels(input.labels);
  const known =
    input.knownDevices === null ? undefined : await readKnownDevices(input.knownDevices);
  // A file named twice is read once: twice the packets would be no home's.
  const captures = [
    ...new Map(input.captures.map((path) => [path === '-' ? path : resolve(path), path])).values(),
  ];
  const { packets, files, hints } = await readCaptures(captures, { job });
  if (packets.count === 0) {
    const names = files.map(({ path }) => basename(path)).join(', ');
    throw new HomeMoleError('no-packets', { file: names });
  }
  const step = { stage: 'identifying', total: packets.count, unit: 'packets' } as const;
  job.report({ ...step, done: 0 });
  const vendors = await loadVendors(join(input.resources, 'vendors', 'vendors.txt'));
  const home = identifyHome(packets, { vendors, labels, known, hints });
  job.report({ ...step, done: packets.count });
  if (home.devices.length === 0) {
    throw new HomeMoleError('no-devices', { packets: packets.count });
  }
  const unseenLabels = labels && input.labels ? checkLabels(labels, home, input.labels) : [];
  return {
    home,
    files,
    simulated: files.some((file) => file.simulated),
    labelled: labels !== undefined,
    unseenLabels,
  };
}

/** The labels' MACs that do not occur in the home; all of them missing is an error. */
function checkLabels(labels: readonly Label[], home: Home, path: string): string[] {
  const seen = new Set(home.packets.macs);
  const unseen = labels.map(({ mac }) => mac).filter((mac) => !seen.has(mac));
  if (labels.length > 0 && unseen.length === labels.length) {
    throw new HomeMoleError('labels-unknown-macs', {
      file: basename(path),
      count: labels.length,
      first: unseen[0] as string,
    });
  }
  return unseen;
}

/** What is in the captures, for `inspect`. */
export function inspectHome({ home, files, simulated }: LoadedHome): InspectResult {
  const { packets } = home;
  let bytes = 0;
  let internetPackets = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < packets.count; i++) {
    bytes += packets.length[i] as number;
    internetPackets += home.internet[i] as number;
    const time = packets.time[i] as number;
    if (time < first) first = time;
    if (time > last) last = time;
  }
  return {
    packets: packets.count,
    bytes,
    durationSeconds: packets.count === 0 ? 0 : last - first,
    startTime: packets.count === 0 ? null : first,
    internetPackets,
    simulated,
    files: [...files],
    gateway: home.gateway,
    devices: [...home.devices],
  };
}
