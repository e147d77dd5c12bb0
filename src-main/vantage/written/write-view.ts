import type { Home } from '../../contract/home';
import { checkpoint } from '../../contract/job';
import type { Job } from '../../contract/job';
import { OUTBOUND } from '../../contract/vantage';
import type { ViewWithOrigin } from '../../contract/vantage';
import { PcapngWriter, RECEIVED, SENT } from '../../packets';
import { SegmentFrames } from './segment-frames';
import type { Tunnel } from '../tunnels/tunnel';
import { TunnelFrames } from './tunnel-frames';
import { tunnelOf } from '../tunnels/tunnels';
import { NaptFrames } from './view-frames';
import type { ViewFrames } from './view-frames';

const CHECK_EVERY = 16_384;

/** How the files of the simulator say what they are. */
const SIMULATOR = 'HomeMole simulator';

const naptComment =
  'Known are time, length, direction, server address and port, and the TTL. The address of the ' +
  'gateway, of the resolver that it asks and the MAC addresses are made up, its ports are modelled ' +
  '(kept where free). ' +
  'Identification, flags and type of service are not known and 0; sequence numbers, TCP flags and ' +
  'payloads are not known and left out, so packets are cut behind what is known.';
const tunnelKnown =
  'Known are time, length and direction; the delay of the tunnel is modelled. Addresses, the ' +
  "client's port and identifications are made up. ";
const comments = {
  udp: `${tunnelKnown}Payloads are left out, so packets are cut behind the UDP header.`,
  tcp:
    `${tunnelKnown}So is how the stream is cut into segments, and when they are acknowledged. ` +
    'Sequence numbers count what is sent, from 0; window and options are those of Linux, ' +
    'timestamps 0. Payloads are left out, so packets are cut behind the TCP header.',
  esp:
    `${tunnelKnown}SPIs are made up and do not change with the keys, sequence numbers count from 1. ` +
    'Payloads are left out, so packets are cut behind the header of ESP, IKE behind that of UDP ' +
    'and its marker.',
} as const;

/**
 * Writes the eavesdropper's view as a capture: one frame for each packet of the view, with the outer
 * headers as far as they are known, the length it had on the line, and its direction (`epb_flags`). Frames are
 * cut behind what is known. The file appears whole or not at all.
 *
 * @param simulated Whether the capture was made by the simulator; the file says so, too.
 * @throws HomeMoleError `output-unwritable`, `cancelled`
 */
export async function writeView(
  home: Home,
  seen: ViewWithOrigin,
  path: string,
  simulated: boolean,
  job: Job,
): Promise<void> {
  const { view } = seen;
  const tunnel = tunnelOf(view.vantage);
  const writer = await PcapngWriter.create(path, {
    application: simulated ? `${SIMULATOR}, seen by HomeMole` : 'HomeMole, a view',
    comment:
      `The view of an eavesdropper (${view.vantage}), made by HomeMole from a ` +
      `${simulated ? 'simulated ' : ''}capture inside the home; not recorded on the line. ` +
      (tunnel ? comments[tunnel.carrier] : naptComment),
  });
  try {
    const frames = framesOf(home, seen, tunnel);
    for (let i = 0; i < view.count; i += 1) {
      const way = view.direction[i] === OUTBOUND ? SENT : RECEIVED;
      const length = view.length[i] as number;
      const pending = writer.write(view.time[i] as number, frames.frame(i), length, 0, way);
      if (pending) await pending;
      if (i % CHECK_EVERY === 0) {
        job.report({ stage: 'writing', done: i, total: view.count, unit: 'packets' });
        await checkpoint(job);
      }
    }
    await writer.close();
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

function framesOf(home: Home, seen: ViewWithOrigin, tunnel: Tunnel | null): ViewFrames {
  if (!tunnel) return new NaptFrames(home, seen);
  return tunnel.carrier === 'tcp'
    ? new SegmentFrames(home, seen, tunnel)
    : new TunnelFrames(home, seen, tunnel);
}
