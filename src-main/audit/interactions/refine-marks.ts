import type { Home, Interaction } from '../../contract/home';
import type { JudgedMarks } from '../../contract/marks';
import type { View, ViewWithOrigin } from '../../contract/vantage';
import { AFTER, BEFORE, codeOf, findAnchors, kindCodes } from '../../features';

/** Packets after so many seconds of silence begin a burst (Ma et al., section III). */
const SILENCE = 1;
/** Fewer repetitions do not tell which packets are typical. */
const FEWEST = 3;

type RefinedMark = JudgedMarks['marks'][number];

/**
 * Moves each mark to the packet that it caused: of the device's own packets the nearest of a kind that comes
 * with such marks and seldom else, or, where there are too few of them, the first after a silence.
 * @param events with their devices by name
 */
export function refineMarks(
  home: Home,
  seen: ViewWithOrigin,
  events: readonly Interaction[],
): RefinedMark[] {
  const groups = new Map<string, Interaction[]>();
  for (const event of events) {
    const key = JSON.stringify([event.device, event.interaction]);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  const views = new Map<string, View>();
  const viewOf = (device: string): View => {
    const known = views.get(device) ?? viewOfDevice(home, seen, device);
    views.set(device, known);
    return known;
  };
  return [...groups.values()]
    .flatMap((group) => refineGroup(viewOf((group[0] as Interaction).device), group))
    .sort((one, other) => one.time - other.time);
}

function refineGroup(view: View, group: readonly Interaction[]): RefinedMark[] {
  const anchors = group.length < FEWEST ? [] : findAnchors(view, group);
  const wanted = new Set(anchors.map(codeOf));
  const codes = kindCodes(view);
  const starts = Array.from(view.time.keys()).filter((row) =>
    wanted.size > 0
      ? wanted.has(codes[row] as number)
      : row === 0 || (view.time[row] as number) - (view.time[row - 1] as number) >= SILENCE,
  );
  const taken = new Set<number>();
  return group.map(({ time, device, interaction }) => {
    let nearest = -1;
    for (const row of starts) {
      const away = (view.time[row] as number) - time;
      if (away < -BEFORE || away > AFTER || taken.has(row)) continue;
      if (nearest < 0 || Math.abs(away) < Math.abs((view.time[nearest] as number) - time))
        nearest = row;
    }
    if (nearest < 0) return { time, device, interaction, moved: null };
    taken.add(nearest);
    const at = view.time[nearest] as number;
    return { time: at, device, interaction, moved: at - time };
  });
}

/** What the view has of one device. */
function viewOfDevice(home: Home, { view, origin }: ViewWithOrigin, name: string): View {
  const index = home.devices.findIndex(({ device }) => device === name);
  const rows = Array.from(view.time.keys()).filter((row) => {
    const from = origin[row] as number;
    return from >= 0 && home.device[from] === index;
  });
  const pick = <T extends Float64Array | Uint32Array | Uint8Array>(column: T, to: T): T => {
    rows.forEach((row, i) => (to[i] = column[row] as number));
    return to;
  };
  return {
    vantage: view.vantage,
    count: rows.length,
    time: pick(view.time, new Float64Array(rows.length)),
    length: pick(view.length, new Uint32Array(rows.length)),
    direction: pick(view.direction, new Uint8Array(rows.length)),
    serverPort: null,
    protocols: null,
  };
}
