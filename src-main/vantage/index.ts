import { HomeMoleError } from '../contract/errors';
import type { Hiding, LengthFigures } from '../contract/hiding';
import type { Home } from '../contract/home';
import type { VantageName, ViewWithOrigin } from '../contract/vantage';
import { compareLengths, hidingOf } from './hiding/hiding';
import { type LiveView, LiveNaptView, LiveTunnelView } from './live-view';
import { viewThroughNapt } from './router/napt';
import { throughRouter } from './router/through-router';
import { viewThroughTunnel } from './passage/tunnel-view';
import { tunnelOf, tunnels } from './tunnels/tunnels';

export { activityOf, boundsOf, momentsOf } from './hiding/activity';
export { sidesOf } from './hiding/span';
export { destinationPorts } from './router/destination-ports';
export { deviceAlone } from './router/device-alone';
export { withHeaders } from './router/headers-outside';
export { summariseView } from './summary';
export type { LiveView };
export { writeView } from './written/write-view';
export type { Tunnel } from './tunnels/tunnel';
export { tunnelOf } from './tunnels/tunnels';
export { type TunnelLaw, tunnelLaws } from './tunnels/tunnel-laws';
export { controlFrames, dataFrames, outerFrames, tunnelFrames } from './tunnels/outer-frames';
export { innerLengths } from './tunnels/inner-packets';
export { type EspFormat, espPayload } from './tunnels/esp-format';
export { type OpenvpnFormat, openvpnMss, openvpnPayload } from './tunnels/openvpn-format';
export { wireguardPayload } from './tunnels/wireguard';
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
export { markThrough, throughRouter } from './router/through-router';
