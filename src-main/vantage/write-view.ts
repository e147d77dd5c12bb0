import type { Home } from '../contract/home';
import { checkpoint } from '../contract/job';
import type { Job } from '../contract/job';
import { OUTBOUND } from '../contract/vantage';
import type { ViewWithOrigin } from '../contract/vantage';
import { PcapngWriter, RECEIVED, SENT } from '../packets';
import { NaptFrames, TunnelFrames } from './view-frames';
import type { ViewFrames } from './view-frames';

const CHECK_EVERY = 16_384;
const OPENVPN_PORT = 1194;
const WIREGUARD_PORT = 51_820;

/** How the files of the simulator say what they are. */
const SIMULATOR = 'HomeMole simulator';

const naptComment =
  'Known are time, length, direction, server address and port, and the TTL. The address of the ' +
  'gateway and the MAC addresses are made up, its ports are modelled (kept where free). ' +
  'Identification, flags and type of service are not known and 0; sequence numbers, TCP flags and ' +
  'payloads are not known and left out, so packets are cut behind what is known.';
const tunnelComment =
  'Known are time, length and direction; the delay of the tunnel is modelled. Addresses, the ' +
  "client's port and identifications are made up. Payloads are left out, so packets are cut behind " +
  'the UDP header.';

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
  const isNapt = view.vantage === 'napt';
  const writer = await PcapngWriter.create(path, {
    application: simulated ? `${SIMULATOR}, seen by HomeMole` : 'HomeMole',
    comment:
      `The view of an eavesdropper (${view.vantage}), made by HomeMole from a ` +
      `${simulated ? 'simulated ' : ''}capture inside the home; not recorded on the line. ` +
      (isNapt ? naptComment : tunnelComment),
  });
  try {
    const frames = framesOf(home, seen);
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

function framesOf(home: Home, seen: ViewWithOrigin): ViewFrames {
  const { vantage } = seen.view;
  if (vantage === 'napt') return new NaptFrames(home, seen);
  const port = vantage === 'wireguard' ? WIREGUARD_PORT : OPENVPN_PORT;
  return new TunnelFrames(home, seen, port);
}
