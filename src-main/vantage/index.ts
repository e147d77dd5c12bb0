import { HomeMoleError } from '../contract/errors';
import type { Hiding, LengthFigures } from '../contract/hiding';
import type { Home } from '../contract/home';
import type { VantageName, ViewWithOrigin } from '../contract/vantage';
import { compareLengths, hidingOf } from './hiding';
import { type LiveView, LiveNaptView, LiveTunnelView } from './live-view';
import { viewThroughNapt } from './napt';
import { openvpnAes128CbcSha1, openvpnAes256Gcm } from './openvpn';
import type { Tunnel } from './tunnel';
import { viewThroughTunnel } from './tunnel-view';
import { wireguard } from './wireguard';

export { activityOf, boundsOf, momentsOf } from './hiding-activity';
export { sidesOf } from './hiding-span';
export { summariseView } from './summary';
export type { LiveView };
export { writeView } from './write-view';
export { type Tunnel, tunnelFrames } from './tunnel';

const tunnels: readonly Tunnel[] = [openvpnAes128CbcSha1, openvpnAes256Gcm, wireguard];

/** The tunnel of that vantage; null for `lan` and `napt`. */
export function tunnelOf(vantage: VantageName): Tunnel | null {
  return tunnels.find(({ name }) => name === vantage) ?? null;
}

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
  const tunnel = tunnels.find(({ name }) => name === vantage);
  return tunnel ? viewThroughTunnel(home, tunnel, seed) : viewThroughNapt(home);
}

/**
 * The same, packet by packet while they come in.
 * @param seed As for `viewHome`.
 * @throws HomeMoleError `vantage-unknown`.
 */
export function viewLive(vantage: VantageName, seed: number): LiveView {
  parseVantage(vantage);
  const tunnel = tunnels.find(({ name }) => name === vantage);
  return tunnel ? new LiveTunnelView(tunnel, seed) : new LiveNaptView();
}

/** What the vantage of a view hides of the home. */
export function hidingAt(home: Home, seen: ViewWithOrigin): Hiding {
  return hidingOf(home, seen, tunnelOf(seen.view.vantage));
}

/** What every vantage that can be computed would leave of the home's packet lengths. */
export function lengthsEverywhere(home: Home): LengthFigures[] {
  return compareLengths(home, tunnels);
}
