import { HomeMoleError, problemOf } from '../contract/errors';
import type { Job } from '../contract/job';
import type { PacketTable } from '../contract/packet-table';
import type { CaptureFile } from '../contract/results';
import { tunnelProtocolNames } from '../contract/tunnel-sighting';
import { readCaptures } from '../packets';
import { LineTap, type PairedSides, pairSides, type SideChoice } from '../vantage';
import { type CaptureInput, distinct, type LoadedHome, loadHome } from './load';

/** Captures of both sides of one time: `captures` inside the home, `wan` between router and provider. */
export interface TwoSidedInput extends CaptureInput {
  readonly wan: readonly string[];
  readonly choice: SideChoice;
}

export interface LoadedSides {
  readonly loaded: LoadedHome;
  readonly paired: PairedSides;
  readonly wanFiles: readonly CaptureFile[];
  readonly simulated: boolean;
  /** Whether the outer packets were recorded; false for a view that HomeMole computed. */
  readonly measured: boolean;
}

/**
 * Reads both sides and pairs their packets.
 * @throws HomeMoleError as `loadHome` and `pairSides`; `usage` for one recording on both sides.
 */
export async function loadTwoSided(input: TwoSidedInput, job: Job): Promise<LoadedSides> {
  const wan = distinct(input.wan);
  const both = distinct([...input.captures, ...wan]);
  if (both.length < distinct(input.captures).length + wan.length) {
    throw sameOnBothSides();
  }
  const homeTap = new LineTap();
  const outsideTap = new LineTap();
  const loaded = await loadInside(input, job, homeTap);
  const outside = await readCaptures(wan, { job, tapOf: outsideTap.tapOf });
  if (isSameRecording(loaded.home.packets, outside.packets)) throw sameOnBothSides();
  const sides = { home: loaded.home, homeTap, outside: outside.packets, outsideTap };
  job.report({ stage: 'pairing', done: 0, total: 1, unit: 'steps' });
  const paired = pairSides(sides, input.choice);
  job.report({ stage: 'pairing', done: 1, total: 1, unit: 'steps' });
  const simulated = loaded.simulated || outside.files.some((file) => file.simulated);
  const measured = !outside.files.some(({ warnings }) =>
    warnings.some(({ code }) => code === 'computed-view'),
  );
  return { loaded, paired, wanFiles: outside.files, simulated, measured };
}

function sameOnBothSides(): HomeMoleError {
  const detail =
    'The same capture is given for both sides: --lan is from inside the home, --wan from between router and provider.';
  return new HomeMoleError('usage', { detail });
}

/** A copy of the capture under another name: a router passes no packet on with its MAC addresses. */
function isSameRecording(inside: PacketTable, outside: PacketTable): boolean {
  return (
    inside.count === outside.count &&
    inside.macs.length > 0 &&
    inside.macs.join() === outside.macs.join() &&
    inside.time.every((time, row) => time === outside.time[row])
  );
}

/** A capture from outside has no devices of a home; where it shows a tunnel, the two were swapped. */
async function loadInside(input: TwoSidedInput, job: Job, line: LineTap): Promise<LoadedHome> {
  try {
    return await loadHome(input, job, line);
  } catch (error) {
    const [tunnel] = line.tunnels();
    if (!tunnel || problemOf(error).code !== 'no-devices') throw error;
    const seen = tunnelProtocolNames[tunnel.sighting.protocol];
    const what = `the capture given as inside shows a tunnel (${seen}) and no devices`;
    throw new HomeMoleError('sides-swapped', { what });
  }
}
