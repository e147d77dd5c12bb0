import type { Hiding, LengthFigures } from '../../contract/hiding';
import type { Home } from '../../contract/home';
import { outerKinds, type VantageName, type ViewWithOrigin } from '../../contract/vantage';
import { crossingOf, facetsOf } from './facets';
import { countLengths, type LengthCounts, lengthFigures } from './lengths';
import { sentencesOf } from './sentences';
import { openvpnUdpAes128CbcSha1 } from '../tunnels/openvpn';
import type { Tunnel } from '../tunnels/tunnel';

const counted = new WeakMap<Home, LengthCounts>();

function lengthsOf(home: Home): LengthCounts {
  let counts = counted.get(home);
  if (!counts) counted.set(home, (counts = countLengths(home)));
  return counts;
}

/**
 * What a vantage hides of a home, in figures and sentences.
 * @param seen The home's view from there.
 * @param tunnel The vantage's tunnel; null for NAPT.
 */
export function hidingOf(home: Home, seen: ViewWithOrigin, tunnel: Tunnel | null): Hiding {
  const counts = lengthsOf(home);
  const lengths = lengthFigures(counts, seen.view.vantage, tunnel);
  const paper = lengthFigures(counts, openvpnUdpAes128CbcSha1.name, openvpnUdpAes128CbcSha1);
  const crossing = crossingOf(home);
  const own = tunnel ? ownPackets(seen.kind) : noneOwn();
  const facets = facetsOf(crossing, lengths, tunnel, seen.view.count);
  return {
    lengths,
    facets,
    own,
    sentences: sentencesOf({ tunnel, lengths, paper, crossing, own }),
  };
}

/** What each of the tunnels would leave of the lengths of a home, NAPT first. */
export function compareLengths(home: Home, tunnels: readonly Tunnel[]): LengthFigures[] {
  const counts = lengthsOf(home);
  const figures = (vantage: VantageName, tunnel: Tunnel | null): LengthFigures =>
    lengthFigures(counts, vantage, tunnel);
  return [figures('napt', null), ...tunnels.map((tunnel) => figures(tunnel.name, tunnel))];
}

function noneOwn(): Hiding['own'] {
  return { handshake: 0, keepalive: 0, acknowledgement: 0, other: 0 };
}

function ownPackets(kinds: Uint8Array): Hiding['own'] {
  const own = noneOwn();
  for (const kind of kinds) {
    const name = outerKinds[kind] ?? 'other';
    if (name !== 'data') own[name]++;
  }
  return own;
}
