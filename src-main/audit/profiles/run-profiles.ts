import type { Device, Home } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { DeviceProfiles, ProfilesResult } from '../../contract/profiles';
import { perceived, type View } from '../../contract/vantage';
import { devicesOf } from '../../evaluation';
import { coverageOf, firstAtOrAfter, type LearnOptions, learnProfiles } from '../../features';
import { withHeaders } from '../../vantage';
import { chosenDevices } from '../chosen-devices';
import { loadView, type ViewInput } from '../seen';

export interface ProfilesOptions
  extends ViewInput, Pick<LearnOptions, 'importance' | 'order' | 'most'> {
  /** Name, type or MAC of the devices to learn; null for all that are IoT. */
  readonly device: string | null;
}

/** Lengths of training at which figure 13 is measured, in minutes. */
const MINUTES = [10, 30, 60, 120, 360, 720, 1440, 2880];

/**
 * Learns the sequence profiles of a home's devices and how much of their traffic these explain.
 * @throws HomeMoleError of loading; `device-unknown`
 */
export async function runProfiles(options: ProfilesOptions, job: Job): Promise<ProfilesResult> {
  const { loaded, seen, simulated } = await loadView(options, job);
  const { home } = loaded;
  const { view, origin } = withHeaders(home, perceived(seen));
  const owners = devicesOf(home, origin);
  const wanted = wantedDevices(home, options.device);
  const devices: DeviceProfiles[] = [];
  for (const [done, device] of wanted.entries()) {
    const report = { stage: 'training', total: wanted.length, unit: 'steps' } as const;
    job.report({ ...report, subject: device.name, done });
    const own = home.devices.indexOf(device);
    const rows = Int32Array.from([...owners.keys()].filter((row) => owners[row] === own));
    if (rows.length > 0) devices.push(await learnDevice(view, device, rows, options, job));
  }
  const seconds = view.count === 0 ? 0 : view.time[view.count - 1]! - view.time[0]!;
  devices.sort((one, other) => other.packets - one.packets);
  return { vantage: view.vantage, simulated, seconds, devices };
}

function wantedDevices(home: Home, name: string | null): Device[] {
  if (name === null) return home.devices.filter(({ kind }) => kind === 'iot');
  const chosen = chosenDevices(home, [name]);
  return home.devices.filter((_, i) => chosen[i] === 1);
}

async function learnDevice(
  view: View,
  { device, name, type }: Device,
  rows: Int32Array,
  { seed, importance, order, most }: ProfilesOptions,
  job: Job,
): Promise<DeviceProfiles> {
  const quiet: Job = { signal: job.signal, report: () => undefined };
  const choice = { seed, importance, order, most };
  const profiles = await learnProfiles(view, rows, choice, quiet);
  const coverage = await coverageOf(view, rows, profiles, quiet);
  const byMinutes = await coverageByMinutes(view, rows, choice, quiet);
  return { device, name, type, packets: rows.length, profiles, coverage, byMinutes };
}

async function coverageByMinutes(
  view: View,
  rows: Int32Array,
  choice: LearnOptions,
  job: Job,
): Promise<DeviceProfiles['byMinutes']> {
  const times = Float64Array.from(rows, (row) => view.time[row] as number);
  const [first, last] = [view.time[0] as number, view.time[view.count - 1] as number];
  const middle = (first + last) / 2;
  const later = rows.subarray(firstAtOrAfter(times, middle));
  const points: DeviceProfiles['byMinutes'] = [];
  if (later.length === 0) return points;
  const begin = times[0] as number;
  for (const minutes of MINUTES.filter((one) => begin + one * 60 <= middle)) {
    const learned = rows.subarray(0, firstAtOrAfter(times, begin + minutes * 60));
    const profiles = await learnProfiles(view, learned, choice, job);
    const coverage = (await coverageOf(view, later, profiles, job)).at(-1) ?? 0;
    points.push({ minutes, coverage });
  }
  return points;
}
