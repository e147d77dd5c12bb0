import { DATA, INBOUND, OUTBOUND } from '@contract/vantage';
import { type TenSeconds, WITHIN } from '@contract/ten-seconds';
import { barPath } from '../../charts/packet-paths';
import { baseOf, heightOf, type LaneLayout } from './lane-layout';
import type { Rows } from './packet-list';

/** What the lanes are drawn from. */
export interface LaneData {
  readonly seen: TenSeconds;
  /** Rows of the packets inside, by device. */
  readonly devices: Rows;
  /** Rows of the packets behind the router, by server. */
  readonly servers: Rows;
  readonly layout: LaneLayout;
  readonly x: (seconds: number) => number;
  readonly bar: number;
  /** Of each packet inside, whether it is of the device that is followed; null: none is. */
  readonly followed: readonly boolean[] | null;
}

export interface LanePaths {
  /** Of each device's row: what crosses the router, and what stays within the home. */
  readonly inside: readonly { crossing: string; within: string }[];
  /** `lit` are those of the device that is followed. */
  readonly router: { plain: string; lit: string };
  readonly tunnel: { plain: string; lit: string; own: string };
  /** Crosses at the first wall, where the packets of the LAN end. */
  readonly stops: string;
}

/** All packets as a few path strings, however many there are. */
export function lanePathsOf(data: LaneData): LanePaths {
  const { seen, layout, x } = data;
  const inside = data.devices.rows.map(() => ({ crossing: '', within: '' }));
  let stops = '';
  // What the router passes on in its own name did not end there.
  const passed = new Set([...seen.router.carries, ...seen.tunnel.carries]);
  seen.inside.time.forEach((time, i) => {
    const row = inside[data.devices.rowOf[i] ?? -1];
    const way = seen.inside.way[i];
    if (row) row[way === WITHIN ? 'within' : 'crossing'] += insideBar(data, i);
    if (way === WITHIN && !passed.has(i))
      stops += `M${(x(time) - 2.5).toFixed(1)} ${layout.walls[0] - 5.5}l5 5m0 -5l-5 5`;
  });
  const router = { plain: '', lit: '' };
  seen.router.carries.forEach((carried, i) => {
    router[isFollowed(data, carried) ? 'lit' : 'plain'] += routerBar(data, i);
  });
  const tunnel = { plain: '', lit: '', own: '' };
  seen.tunnel.carries.forEach((carried, i) => {
    const group =
      seen.tunnel.kind[i] !== DATA ? 'own' : isFollowed(data, carried) ? 'lit' : 'plain';
    tunnel[group] += tunnelBar(group === 'own' ? { ...data, bar: data.bar + 1 } : data, i);
  });
  return { inside, router, tunnel, stops };
}

function isFollowed({ followed }: LaneData, carried: number): boolean {
  return followed?.[carried] === true;
}

/** One packet of a lane. */
export function insideBar({ seen, devices, layout, x, bar }: LaneData, i: number): string {
  const { time, length, way } = seen.inside;
  const base = baseOf(layout.inside, devices.rowOf[i] ?? 0);
  const height = heightOf(length[i] ?? 0, layout.inside.row / 2 - 2);
  return barPath(x(time[i] ?? 0), base, height, way[i] !== INBOUND, bar);
}

export function routerBar({ seen, servers, layout, x, bar }: LaneData, i: number): string {
  const { time, length, way } = seen.router;
  const base = baseOf(layout.router, servers.rowOf[i] ?? 0);
  const height = heightOf(length[i] ?? 0, layout.router.row / 2 - 1);
  return barPath(x(time[i] ?? 0), base, height, way[i] === OUTBOUND, bar);
}

export function tunnelBar({ seen, layout, x, bar }: LaneData, i: number): string {
  const { time, length, way } = seen.tunnel;
  const base = baseOf(layout.tunnel, 0);
  const height = heightOf(length[i] ?? 0, layout.tunnel.row / 2 - 4);
  return barPath(x(time[i] ?? 0), base, height, way[i] === OUTBOUND, bar);
}
