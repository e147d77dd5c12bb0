import type { Home } from '../../contract/home';
import { quietJob } from '../../contract/job';
import type { VantageName, ViewWithOrigin } from '../../contract/vantage';
import { tunnelOf, viewHome } from '../../vantage';
import { realView } from '../../vantage/testing/real-view';
import { rebuild } from '../../vantage/testing/rebuild';
import { Testbed } from '../../vantage/testing/testbed';
import { recordTwoSides, twoSidesIn } from '../../vantage/testing/two-sided';
import { type CaptureInput, loadHome } from '../load';

/** A stretch of a capture that is sent through a real tunnel. */
export interface ReplayRequest {
  readonly vantage: VantageName;
  readonly input: CaptureInput;
  /** Seconds from the first packet. */
  readonly from: number;
  readonly seconds: number;
  /** As for `rebuild`. */
  readonly longestGap: number;
  /** Where the recordings are written. */
  readonly folder: string;
}

/** What was sent, in packets. */
export interface ReplayCounts {
  /** What crossed the gateway when it was captured. */
  readonly captured: number;
  /** Of these, IPv6 packets, which were not sent. */
  readonly leftOut: number;
  /** More than were captured, where segments were cut anew. */
  readonly sent: number;
}

/** Sends the stretch through a real tunnel and leaves the recordings of both sides in the folder. */
export async function recordReplay(request: ReplayRequest): Promise<ReplayCounts> {
  const { vantage, input, folder, seconds, longestGap } = request;
  const tunnel = tunnelOf(vantage);
  if (!tunnel) throw new Error(`${vantage} is no tunnel`);
  const { home } = await loadHome(input, quietJob);
  const from = (home.packets.time[0] as number) + request.from;
  const { sendings, devices, captured, leftOut } = rebuild(home, tunnel, {
    from,
    seconds,
    longestGap,
  });
  const testbed = new Testbed(vantage);
  try {
    await recordTwoSides(testbed, folder, sendings, devices);
  } finally {
    testbed.remove();
  }
  return { captured, leftOut, sent: sendings.length };
}

/** Both views of what was sent. */
export interface Replay {
  /** The recording inside. */
  readonly home: Home;
  readonly simulated: ViewWithOrigin;
  readonly real: ViewWithOrigin;
}

const SEED = 1;

/** Reads the recordings of a replay: the simulated view is made of the one inside, the real one is the one outside. */
export async function readReplay(request: ReplayRequest): Promise<Replay> {
  const { vantage, input, folder } = request;
  const capture = twoSidesIn(folder, vantage);
  const { home } = await loadHome({ ...input, captures: [capture.lan] }, quietJob);
  return {
    home,
    simulated: viewHome(home, vantage, SEED),
    real: realView(vantage, capture, home.packets),
  };
}
