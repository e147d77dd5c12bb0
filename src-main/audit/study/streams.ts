import type { Home } from '../../contract/home';
import { checkpoint, type Job } from '../../contract/job';
import type { Scenario, StudyPortMode } from '../../contract/study';
import { perceived, type VantageName, type View } from '../../contract/vantage';
import { connectionsOf, devicesOf } from '../../evaluation';
import { destinationPorts, deviceAlone, viewHome } from '../../vantage';

/** Packets that an eavesdropper watches by themselves, with their truth beside them. */
export interface Stream {
  readonly view: View;
  /** Index into `home.devices`; below 0 where the packet is of none. */
  readonly devices: Int32Array;
  /** As `connectionsOf`; numbers of two streams have nothing to do with each other. */
  readonly connections: Int32Array;
}

export interface StreamChoice {
  readonly vantage: VantageName;
  readonly scenario: Scenario;
  readonly portMode: StudyPortMode;
  readonly seed: number;
}

/**
 * What is watched in a scenario. `noisy`: the home's one stream. `pure`: a stream for each IoT device, as if
 * it alone used the line, so that intervals and neighbours are its own; in a tunnel it has one of its own.
 * @throws HomeMoleError `no-internet-packets`, `vantage-unknown`, `cancelled`
 */
export async function streamsOf(home: Home, choice: StreamChoice, job: Job): Promise<Stream[]> {
  if (choice.scenario === 'noisy') return [streamOf(home, choice)];
  const streams: Stream[] = [];
  for (const [device, { kind }] of home.devices.entries()) {
    if (kind !== 'iot') continue;
    await checkpoint(job);
    const alone = deviceAlone(home, device);
    if (alone.internet.includes(1)) streams.push(streamOf(alone, choice));
  }
  return streams;
}

function streamOf(home: Home, { vantage, portMode, seed }: StreamChoice): Stream {
  const seen = perceived(viewHome(home, vantage, seed));
  const { origin } = seen;
  const serverPort =
    portMode === 'paper' && seen.view.serverPort
      ? destinationPorts(home, seen)
      : seen.view.serverPort;
  return {
    view: { ...seen.view, serverPort },
    devices: devicesOf(home, origin),
    connections: connectionsOf(home, origin),
  };
}
