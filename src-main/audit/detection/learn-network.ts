import type { Job } from '../../contract/job';
import type { Profile } from '../../contract/profiles';
import type { View } from '../../contract/vantage';
import { BINS, fillProfileSamples, learnProfiles, matchProfiles } from '../../features';
import {
  type ConvolutionSamples,
  convolutionOptions,
  type NetworkShape,
  trainConvolution,
} from '../../learning';
import type { TypePackets } from './owners';

/** More windows than these make training slow and teach little more: every so many is taken. */
const MOST_WINDOWS = 1600;
/** Share of the windows, the latest, that tell which epoch is kept. */
const HELD = 0.2;
const NONE = { count: 0, values: new Uint16Array(0), truth: new Float32Array(0) };

/** The profiles of a type, those that tell it best. */
export function profilesOf(
  view: View,
  rows: Int32Array,
  seed: number,
  job: Job,
): Promise<Profile[]> {
  return learnProfiles(view, rows, { seed, most: 10 }, job);
}

/** Learns the paper's detector: when profiles match in windows as they were, and without the type's packets. */
export async function learnPresenceNetwork(
  view: View,
  { rows, without }: TypePackets,
  ends: readonly number[],
  window: number,
  seed: number,
  job: Job,
) {
  const profiles = await profilesOf(view, rows, seed, job);
  const every = Math.ceil(ends.length / MOST_WINDOWS);
  const chosen = ends.filter((_, i) => i % every === 0);
  const from = chosen[chosen.length - Math.floor(HELD * chosen.length)] ?? Infinity;
  const sides = [matchProfiles(view, profiles), matchProfiles(without, profiles)] as const;
  const samplesOf = (of: readonly number[]): ConvolutionSamples => {
    const size = of.length * BINS * profiles.length;
    const values = new Uint16Array(2 * size);
    sides.forEach((matches, side) =>
      fillProfileSamples(
        matches,
        of,
        window,
        BINS,
        values.subarray(side * size, (side + 1) * size),
      ),
    );
    return {
      count: 2 * of.length,
      values,
      truth: new Float32Array(2 * of.length).fill(1, 0, of.length),
    };
  };
  // No window of one side has a packet of the other.
  const learned = samplesOf(chosen.filter((end) => end <= from - window));
  const held = samplesOf(chosen.filter((end) => end >= from));
  const parameters = await trainParameters(
    { bins: BINS, channels: profiles.length, head: { classes: 2 } },
    learned.count > 0 ? learned : held,
    learned.count > 0 ? held : NONE,
    seed,
    job,
  );
  return { method: 'cnn' as const, threshold: 0.5, profiles, bins: BINS, parameters };
}

/** Trains a network. @returns its weights, float32 in base64 */
export async function trainParameters(
  network: NetworkShape,
  learned: ConvolutionSamples,
  held: ConvolutionSamples,
  seed: number,
  job: Job,
): Promise<string> {
  const options = { ...convolutionOptions, seed };
  const { parameters } = await trainConvolution({ network, learned, held, options }, job);
  return Buffer.from(parameters.buffer, parameters.byteOffset, parameters.byteLength).toString(
    'base64',
  );
}
