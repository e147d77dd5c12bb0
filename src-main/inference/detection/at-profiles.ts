import type { InferenceSession } from 'onnxruntime-node';
import type { Counter, Detector } from '../../contract/detection';
import { HomeMoleError } from '../../contract/errors';
import type { Job } from '../../contract/job';
import type { View } from '../../contract/vantage';
import { fillProfileSamples, matchProfiles } from '../../features';
import {
  askNetwork,
  encodeConvolution,
  type NetworkShape,
  openSession,
  parameterCount,
} from '../../learning';

type AtProfiles = Extract<Detector | Counter, { method: 'cnn' }>;
type Head = NetworkShape['head'];

/** Opens a network on time arrays; its graph is made here, only its weights are of the file. */
export function openAtProfiles(
  { type, profiles, bins, parameters }: AtProfiles,
  head: Head,
): Promise<InferenceSession> {
  const network = { bins, channels: profiles.length, head };
  const bytes = Buffer.from(parameters, 'base64');
  if (bytes.length !== 4 * parameterCount(network)) {
    const detail = 'its weights are not as many as its network has';
    throw new HomeMoleError('model-malformed', { folder: type, detail });
  }
  const weights = new Float32Array(bytes.length / 4);
  new Uint8Array(weights.buffer).set(bytes);
  return openSession(encodeConvolution(network, weights, {}));
}

/** What it gives for the windows that end then. */
export async function askAtProfiles(
  session: InferenceSession,
  { profiles, bins, window }: AtProfiles,
  head: Head,
  view: View,
  ends: ArrayLike<number>,
  job: Job,
): Promise<Float32Array> {
  const matches = matchProfiles(view, profiles);
  const channels = profiles.length;
  const values = new Uint16Array(ends.length * bins * channels);
  fillProfileSamples(matches, ends, window, bins, values);
  const samples = { count: ends.length, values, truth: new Float32Array(0) };
  return askNetwork(session, { bins, channels, head }, samples, job);
}
