import { HomeMoleError } from '../../contract/errors';
import type { Home } from '../../contract/home';
import type { PacketTable } from '../../contract/packet-table';
import type { TwoSided } from '../../contract/pairing';
import { tunnelProtocolNames, type TunnelSighting } from '../../contract/tunnel-sighting';
import type { VantageName, ViewWithOrigin } from '../../contract/vantage';
import type { OrderedHeaders } from './headers';
import type { LineTap, SeenTunnel } from './line-tap';
import { pairNapt } from './pair-napt';
import { pairTunnel } from './pair-tunnel';
import { isPrivate } from './private-address';
import { sightingByVantage } from './sighting-by-vantage';

/** The captures of both sides as read. */
export interface Sides {
  readonly home: Home;
  readonly homeTap: LineTap;
  readonly outside: PacketTable;
  readonly outsideTap: LineTap;
}

/** What the user says of the outer side; null leaves it to what is recognised. */
export interface SideChoice {
  readonly vantage: VantageName | null;
  /** Address of one end of the tunnel, with or without its port. */
  readonly tunnel: string | null;
}

export interface PairedSides extends TwoSided {
  /** The real view from outside. */
  readonly seen: ViewWithOrigin;
}

/**
 * The eavesdropper's view as it was recorded, each packet with the packet of the home that it carries.
 * @throws HomeMoleError `sides-swapped`, `sides-not-paired`, `sides-nothing-known`, `sides-vantage`,
 *   `sides-no-tunnel`, `sides-tunnel-unknown`
 */
export function pairSides(sides: Sides, choice: SideChoice): PairedSides {
  const { home, homeTap, outside, outsideTap } = sides;
  const headers = outsideTap.headers(outside.time);
  if (!headers) throw new HomeMoleError('sides-not-paired', { detail: 'clocks step back' });
  const inside = homeTap.tunnels();
  const all = outsideTap.tunnels();
  // A device's own tunnel is seen on both sides: to the router it is traffic like any other.
  const own = all.filter((one) => !inside.some((other) => sameServer(one, other)));
  if (all.length === 0 && inside.length > 0 && choice.vantage !== 'napt') throwSwapped(inside);
  const wantsNapt = choice.vantage === 'napt' && choice.tunnel === null;
  if (wantsNapt || (own.length === 0 && choice.vantage === null && choice.tunnel === null)) {
    return napt(sides, headers, own, wantsNapt);
  }
  const tunnel = chooseTunnel(outside, choice.tunnel === null ? own : all, choice);
  const found = pairTunnel(home, outside, headers, tunnel);
  if (!found) {
    // The tunnel may be of somebody else on the line.
    if (choice.vantage === null && choice.tunnel === null) {
      const behind = pairNapt(home, homeTap.headers(home.packets.time), outside, headers);
      if (behind) return { ...behind, tunnel: null, otherTunnels: all.length };
    }
    throw notPaired();
  }
  const { seen, sighting, pairing } = found;
  checkVantage(choice.vantage, seen, sighting);
  return { seen, pairing, tunnel: sighting, otherTunnels: all.length - 1 };
}

function napt(
  { home, homeTap, outside }: Sides,
  headers: OrderedHeaders,
  tunnels: readonly SeenTunnel[],
  isAsked: boolean,
): PairedSides {
  const found = pairNapt(home, homeTap.headers(home.packets.time), outside, headers);
  if (found && manyPrivate(outside) && !manyPrivate(home.packets)) {
    const what = 'it is the capture given as outside that shows several devices';
    throw new HomeMoleError('sides-swapped', { what });
  }
  if (found) return { ...found, tunnel: null, otherTunnels: tunnels.length };
  const [tunnel] = tunnels;
  if (tunnel) {
    throw new HomeMoleError('sides-vantage', {
      asked: 'napt',
      seen: tunnelProtocolNames[tunnel.sighting.protocol],
      vantage: tunnel.sighting.candidates[0]?.vantages[0] ?? tunnel.sighting.protocol,
    });
  }
  throw isAsked ? notPaired() : new HomeMoleError('sides-nothing-known');
}

function notPaired(): HomeMoleError {
  return new HomeMoleError('sides-not-paired', {
    detail: 'no difference of their clocks brings packets together',
  });
}

function throwSwapped([tunnel]: readonly SeenTunnel[]): never {
  const { protocol } = (tunnel as SeenTunnel).sighting;
  const what = `it is the capture given as inside that shows a tunnel (${tunnelProtocolNames[protocol]})`;
  throw new HomeMoleError('sides-swapped', { what });
}

function sameServer({ sighting: one }: SeenTunnel, { sighting: other }: SeenTunnel): boolean {
  const ends = [other.client, other.server];
  return (
    one.protocol === other.protocol &&
    ends.some(({ address, port }) =>
      [one.client, one.server].some(
        (end) => !isPrivate(address) && end.address === address && end.port === port,
      ),
    )
  );
}

function chooseTunnel(
  outside: PacketTable,
  tunnels: readonly SeenTunnel[],
  { vantage, tunnel: wanted }: SideChoice,
): SeenTunnel {
  const fitting =
    wanted === null ? tunnels : tunnels.filter(({ sighting }) => isEnd(sighting, wanted));
  if (fitting[0]) return fitting[0];
  if (wanted !== null) {
    const known = tunnels.map(({ sighting }) => endText(sighting.server)).join(', ');
    throw new HomeMoleError('sides-tunnel-unknown', { tunnel: wanted, known: known || 'none' });
  }
  const sighting = vantage === null ? null : sightingByVantage(outside, vantage);
  if (sighting) return { sighting, records: [] };
  throw new HomeMoleError('sides-no-tunnel', { packets: outside.count });
}

function isEnd({ client, server }: TunnelSighting, wanted: string): boolean {
  return [client, server].some((end) => end.address === wanted || endText(end) === wanted);
}

function endText({ address, port }: TunnelSighting['client']): string {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** What the user says must be what the packets can be. */
function checkVantage(
  asked: VantageName | null,
  { view }: ViewWithOrigin,
  { candidates, protocol }: TunnelSighting,
): void {
  if (asked === null || asked === view.vantage) return;
  const possible = candidates.find(({ vantages }) => vantages.includes(view.vantage));
  if (possible?.vantages.includes(asked)) return;
  throw new HomeMoleError('sides-vantage', {
    asked,
    seen: `${tunnelProtocolNames[protocol]} (${view.vantage})`,
    vantage: view.vantage,
  });
}

/** Whether several private addresses speak with the internet. */
function manyPrivate(table: PacketTable): boolean {
  const own = table.addresses.map(isPrivate);
  const seen = new Set<number>();
  for (let row = 0; row < table.count && seen.size < 3; row += 1) {
    const source = table.sourceAddress[row]!;
    const destination = table.destinationAddress[row]!;
    if (source >= 0 && own[source] && !own[destination]) seen.add(source);
  }
  return seen.size >= 2;
}
