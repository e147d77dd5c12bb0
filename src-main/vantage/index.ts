import { HomeMoleError } from '../contract/errors';
import type { Hiding, LengthFigures } from '../contract/hiding';
import type { Home } from '../contract/home';
import type { VantageName, ViewWithOrigin } from '../contract/vantage';
import { compareLengths, hidingOf } from './hiding';
import { type LiveView, LiveNaptView, LiveTunnelView } from './live-view';
import { viewThroughNapt } from './napt';
import { throughRouter } from './through-router';
import { viewThroughTunnel } from './tunnel-view';
import { tunnelOf, tunnels } from './tunnels';

export { activityOf, boundsOf, momentsOf } from './hiding-activity';
export { sidesOf } from './hiding-span';
export { summariseView } from './summary';
export type { LiveView };
export { writeView } from './write-view';
export type { Tunnel } from './tunnel';
export { tunnelOf } from './tunnels';
export { type TunnelLaw, tunnelLaws } from './tunnel-laws';
export { controlFrames, dataFrames, outerFrames, tunnelFrames } from './outer-frames';
export { innerLengths } from './inner-packets';
export { type EspFormat, espPayload } from './esp-format';
export { type OpenvpnFormat, openvpnMss, openvpnPayload } from './openvpn-format';
export { wireguardPayload } from './wireguard';
export { LineTap, pairSides, type PairedSides, type SideChoice, TunnelWatch } from './captured';

/** The vantages that can be computed, the commonest first. */
export const knownVantages: readonly VantageName[] = ['napt', ...tunnels.map(({ name }) => name)];

/** The vantage of that name. @throws HomeMoleError `vantage-unknown`. */
export function parseVantage(name: string): VantageName {
  const found = knownVantages.find((known) => known === name);
  if (found) return found;
  throw new HomeMoleError('vantage-unknown', { vantage: name, known: knownVantages.join(', ') });
}

/**
 * What the eavesdropper at `vantage` sees of the home, with the way back to the truth beside it.
 * @param seed Of the tunnel's modelled delays; the same seed gives the same view.
 * @throws HomeMoleError `no-internet-packets` when nothing crosses the gateway; `vantage-unknown`.
 */
export function viewHome(home: Home, vantage: VantageName, seed: number): ViewWithOrigin {
  parseVantage(vantage);
  if (!home.internet.includes(1)) {
    throw new HomeMoleError('no-internet-packets', { packets: home.packets.count });
  }
  const tunnel = tunnelOf(vantage);
  const through = throughRouter(home);
  return tunnel ? viewThroughTunnel(through, tunnel, seed) : viewThroughNapt(through);
}

/**
 * The same, packet by packet while they come in.
 * @param seed As for `viewHome`.
 * @throws HomeMoleError `vantage-unknown`.
 */
export function viewLive(vantage: VantageName, seed: number): LiveView {
  parseVantage(vantage);
  const tunnel = tunnelOf(vantage);
  return tunnel ? new LiveTunnelView(tunnel, seed) : new LiveNaptView();
}

/** What the vantage of a view hides of the home. */
export function hidingAt(home: Home, seen: ViewWithOrigin): Hiding {
  return hidingOf(throughRouter(home), seen, tunnelOf(seen.view.vantage));
}

/** What every vantage that can be computed would leave of the home's packet lengths. */
export function lengthsEverywhere(home: Home): LengthFigures[] {
  return compareLengths(throughRouter(home), tunnels);
}
