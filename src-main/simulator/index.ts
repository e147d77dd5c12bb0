import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import { checkpoint, type Job } from '../contract/job';
import type { SimulateResult } from '../contract/results';
import { PcapngWriter } from '../packets/pcapng-writer';
import { writeFolder } from '../files';
import { interactionsCsv, labelsCsv } from './labels';
import { populate } from './populate';
import { scenarios, type Scenario } from './scenarios';
import { START_EPOCH } from './world/day';
import type { VirtualHome } from './world/virtual-home';

export { scenarios, type Scenario } from './scenarios';

export const DEFAULT_SCENARIO = 'family-home';
/** Bytes kept of each frame: all headers, as research captures keep; payloads are noise anyway. */
export const DEFAULT_SNAPLEN = 192;
/** How a simulated capture says that it is one (`shb_userappl` begins so). */
export const SIMULATOR_APPLICATION = 'HomeMole simulator';

const LONGEST_HOURS = 24 * 31;
const LONGEST_FRAME = 2048;
/** Packets between two looks at whether the job was cancelled. */
const CHECK_EVERY = 4000;

export interface SimulateOptions {
  scenario: string;
  /** Hours from 2026-03-02 06:00 UTC. Below 24 a whole day's habits are condensed into them. */
  hours: number;
  seed: number;
  /** The folder that will hold capture.pcapng, devices.csv and interactions.csv. */
  out: string;
  /** Bytes kept of each frame, 0 for all; 192 unless said otherwise. */
  snaplen?: number;
}

/**
 * Lets a home live and captures it, inside, where MAC addresses tell the truth. Same options, same
 * bytes. The folder appears whole or not at all.
 *
 * Errors: `scenario-unknown`, `usage` (hours or seed out of range), `output-exists`,
 * `output-unwritable`, `cancelled`.
 */
export async function simulate(options: SimulateOptions, job: Job): Promise<SimulateResult> {
  const scenario = scenarioNamed(options.scenario);
  checkRanges(options);
  const { hours, seed, out } = options;
  const files = ['capture.pcapng', 'devices.csv', 'interactions.csv'];
  return writeFolder(out, files, async (folder) => {
    const { home, identities } = populate(scenario, seed, hours * 3600);
    const packets = await capture(home, join(folder, 'capture.pcapng'), options, job);
    const interactions = home.interactions.sort((a, b) => a.time - b.time);
    await writeFile(join(folder, 'devices.csv'), labelsCsv(identities));
    await writeFile(join(folder, 'interactions.csv'), interactionsCsv(interactions));
    return {
      scenario: scenario.name,
      hours,
      seed,
      packets,
      devices: identities.length,
      interactions: interactions.length,
      files: files.map((name) => join(out, name)),
    };
  });
}

/** Runs the home to its end and writes every frame; gives how many there were. */
async function capture(
  home: VirtualHome,
  path: string,
  { scenario, seed, hours, snaplen = DEFAULT_SNAPLEN }: SimulateOptions,
  job: Job,
): Promise<number> {
  const writer = await PcapngWriter.create(path, {
    application: `${SIMULATOR_APPLICATION} 1`,
    comment: `Simulated traffic. Scenario ${scenario}, ${hours} h, seed ${seed}.`,
    snaplen,
  });
  try {
    const end = home.day.seconds;
    const frame = new Uint8Array(LONGEST_FRAME);
    let packets = 0;
    let steps = 0;
    for (let next = home.queue.pop(); next && next.time < end; next = home.queue.pop()) {
      const { time, what } = next;
      if (typeof what === 'function') what(time);
      else {
        const length = what.build(frame, time);
        const flushed = writer.write(START_EPOCH + time, frame.subarray(0, length));
        packets += 1;
        if (flushed) await flushed;
      }
      steps += 1;
      if (steps % CHECK_EVERY === 0) {
        job.report({ stage: 'simulating', done: time, total: end, unit: 'steps' });
        await checkpoint(job);
      }
    }
    await checkpoint(job);
    await writer.close();
    job.report({ stage: 'simulating', done: end, total: end, unit: 'steps' });
    return packets;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found) return found;
  const known = scenarios.map((scenario) => scenario.name).join(', ');
  throw new HomeMoleError('scenario-unknown', { scenario: name, known });
}

function checkRanges({ hours, seed, snaplen = 0 }: SimulateOptions): void {
  if (!(hours > 0 && hours <= LONGEST_HOURS)) {
    throw new HomeMoleError('usage', {
      detail: `hours must be above 0 and at most ${LONGEST_HOURS}`,
    });
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new HomeMoleError('usage', {
      detail: 'seed must be a whole number from 0 to 4294967295',
    });
  }
  if (!Number.isInteger(snaplen) || snaplen < 0) {
    throw new HomeMoleError('usage', { detail: 'snaplen must be a whole number, 0 or more' });
  }
}
