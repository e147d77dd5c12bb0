import { WITHIN } from '@contract/ten-seconds';
import { insideBar, type LaneData, routerBar, tunnelBar } from './lane-paths';
import { baseOf } from './lane-layout';
import type { Entry } from './packet-list';

/** A packet lit up: itself in each lane, and the thread that leads through the walls. */
export interface Lit {
  readonly bars: string;
  readonly thread: string;
  /** Where it ends, when it never leaves the home. */
  readonly stop: string;
}

export function litOf(data: LaneData, entry: Entry): Lit {
  const { seen, layout, x } = data;
  const { inside, router, tunnel } = entry;
  const wide = { ...data, bar: data.bar + 1.5 };
  let bars = '';
  let thread = '';
  let stop = '';
  const [firstWall, secondWall] = layout.walls;
  if (inside >= 0) {
    bars += insideBar(wide, inside);
    const at = x(seen.inside.time[inside] ?? 0).toFixed(1);
    const base = baseOf(layout.inside, data.devices.rowOf[inside] ?? 0);
    thread += `M${at} ${base}V${firstWall}`;
    if (seen.inside.way[inside] === WITHIN && router < 0 && tunnel.length === 0)
      stop = `M${Number(at) - 5} ${firstWall - 5}l10 10m0-10l-10 10`;
  }
  if (router >= 0) {
    bars += routerBar(wide, router);
    const at = x(seen.router.time[router] ?? 0).toFixed(1);
    thread += `${inside >= 0 ? 'L' : 'M'}${at} ${layout.router.title}`;
    thread += `V${secondWall}`;
  }
  for (const part of tunnel) {
    bars += tunnelBar(wide, part);
    const at = x(seen.tunnel.time[part] ?? 0).toFixed(1);
    if (router >= 0) {
      const before = x(seen.router.time[router] ?? 0).toFixed(1);
      thread += `M${before} ${secondWall}L${at} ${layout.tunnel.title}V${baseOf(layout.tunnel, 0)}`;
    }
  }
  return { bars, thread, stop };
}

/** The packet nearest to a point of the drawing; null when none is near. */
export function nearest(
  data: LaneData,
  entries: readonly Entry[],
  px: number,
  py: number,
): number | null {
  const { seen, layout, x } = data;
  const { inside, router } = layout;
  const lane = py < layout.walls[0] ? 'inside' : py < layout.walls[1] ? 'router' : 'tunnel';
  const rowAt = ({ top, row }: typeof inside): number => Math.floor((py - top) / row);
  let best: number | null = null;
  let least = 28;
  const consider = (index: number, time: number, off: number): void => {
    const distance = Math.abs(x(time) - px) + off;
    if (distance < least) [least, best] = [distance, index];
  };
  entries.forEach((entry, index) => {
    if (lane === 'inside' && entry.inside >= 0) {
      const row = data.devices.rowOf[entry.inside] ?? 0;
      consider(index, seen.inside.time[entry.inside] ?? 0, 16 * Math.abs(row - rowAt(inside)));
    } else if (lane === 'router' && entry.router >= 0) {
      const row = data.servers.rowOf[entry.router] ?? 0;
      consider(index, seen.router.time[entry.router] ?? 0, 16 * Math.abs(row - rowAt(router)));
    } else if (lane === 'tunnel') {
      for (const part of entry.tunnel) consider(index, seen.tunnel.time[part] ?? 0, 0);
    }
  });
  return best;
}
