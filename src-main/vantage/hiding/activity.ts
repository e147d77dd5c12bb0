import type { Home, Interaction } from '../../contract/home';
import { MOST_STEPS, type Moment, type TenSeconds } from '../../contract/ten-seconds';
import { HANDSHAKE, type ViewWithOrigin } from '../../contract/vantage';

/** Spans are told apart by steps of half their length. */
const STEP = 5;
/** Seconds shown before what is to be looked at. */
const LEAD = 2;
/** So many packets can still be told apart by eye. */
const LEGIBLE = 600;
const MOST_INTERACTIONS = 8;

/** What happened in five seconds. */
interface Step {
  crossing: number;
  lan: number;
  readonly devices: Set<number>;
}
type Steps = ReadonlyMap<number, Step>;

/** First and last time of the capture. */
export function boundsOf({ packets }: Home): { start: number; end: number } {
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of packets.time) {
    if (time < start) start = time;
    if (time > end) end = time;
  }
  return { start, end };
}

/** How much went on all through the capture, in steps of at least a second. */
export function activityOf(
  { packets, internet }: Home,
  { start, end }: { start: number; end: number },
): TenSeconds['activity'] {
  const stepSeconds = Math.max(1, Math.ceil((end - start + 1e-6) / MOST_STEPS));
  const steps = Math.min(MOST_STEPS, Math.floor((end - start) / stepSeconds) + 1);
  const crossing = new Array<number>(steps).fill(0);
  const lan = new Array<number>(steps).fill(0);
  for (let row = 0; row < packets.count; row++) {
    const at = ((packets.time[row] as number) - start) / stepSeconds;
    const step = Math.min(steps - 1, Math.floor(at));
    const into = internet[row] === 1 ? crossing : lan;
    into[step] = (into[step] as number) + 1;
  }
  return { stepSeconds, crossing, lan };
}

/**
 * Where it is worth looking: interactions that are known of, many devices at once, the busiest seconds,
 * and a renewal of the tunnel's keys. The first is the one to begin with.
 * @param interactions Of an event file; their device is the name that the label file gives.
 */
export function momentsOf(
  home: Home,
  seen: ViewWithOrigin,
  interactions: readonly Interaction[],
): Moment[] {
  const bounds = boundsOf(home);
  const steps = stepsOf(home, bounds.start);
  const at = (from: number): number => Math.max(bounds.start, Math.min(from, bounds.end));
  const moment = (reason: Moment['reason'], from: number): Moment => ({
    reason,
    from: at(from),
    device: null,
    interaction: null,
  });
  const found: Moment[] = interactionsShown(home, bounds, interactions).map((one) => ({
    reason: 'interaction',
    from: at(one.time - LEAD),
    device: one.device,
    interaction: one.interaction,
  }));
  const score = (from: number): number =>
    tellingOf(steps, Math.floor((from - bounds.start) / STEP));
  // Stable: of several that tell as much the earliest comes first.
  found.sort((a, b) => score(b.from) - score(a.from));
  const telling = best(steps, (step) => tellingOf(steps, step));
  const busiest = best(steps, (step) => pairOf(steps, step).crossing);
  if (telling !== null) found.push(moment('many-devices', bounds.start + telling * STEP));
  if (busiest !== null && busiest !== telling) {
    found.push(moment('busiest', bounds.start + busiest * STEP));
  }
  const renewal = renewalOf(seen, bounds);
  if (renewal !== null) found.push(moment('handshake', renewal - LEAD));
  return found;
}

/** At most one of each device and deed, each within the capture. */
function interactionsShown(
  { devices }: Home,
  { start, end }: { start: number; end: number },
  interactions: readonly Interaction[],
): Interaction[] {
  const names = new Map(devices.map(({ device, name }) => [device, name]));
  const shown = new Map<string, Interaction>();
  for (const one of interactions) {
    // To the minute is too coarse to find ten seconds by.
    if (one.resolution === 'minute' || one.time < start || one.time > end) continue;
    const device = names.get(one.device) ?? one.device;
    if (!shown.has(device)) shown.set(device, { ...one, device });
    if (shown.size === MOST_INTERACTIONS) break;
  }
  return [...shown.values()];
}

function stepsOf({ packets, device, internet }: Home, start: number): Steps {
  const steps = new Map<number, Step>();
  for (let row = 0; row < packets.count; row++) {
    const at = Math.floor(((packets.time[row] as number) - start) / STEP);
    let step = steps.get(at);
    if (!step) steps.set(at, (step = { crossing: 0, lan: 0, devices: new Set() }));
    if (internet[row] !== 1) step.lan++;
    else {
      step.crossing++;
      if ((device[row] as number) >= 0) step.devices.add(device[row] as number);
    }
  }
  return steps;
}

/** Ten seconds: a step and the one after it. */
function pairOf(steps: Steps, at: number): { crossing: number; lan: number; devices: number } {
  const [one, two] = [steps.get(at), steps.get(at + 1)];
  return {
    crossing: (one?.crossing ?? 0) + (two?.crossing ?? 0),
    lan: (one?.lan ?? 0) + (two?.lan ?? 0),
    devices: new Set([...(one?.devices ?? []), ...(two?.devices ?? [])]).size,
  };
}

/** Many devices tell more than few, LAN traffic shows the wall; too much at once shows nothing. */
function tellingOf(steps: Steps, at: number): number {
  const { crossing, lan, devices } = pairOf(steps, at);
  return (devices + (lan > 0 ? 1 : 0)) * (crossing > LEGIBLE ? 0.3 : 1);
}

function best(steps: Steps, score: (step: number) => number): number | null {
  let most = 0;
  let found: number | null = null;
  for (const step of steps.keys()) {
    const value = score(step);
    if (value > most) [most, found] = [value, step];
  }
  return found;
}

/** The first handshake after the tunnel came up. */
function renewalOf(
  { view, kind }: ViewWithOrigin,
  { start, end }: { start: number; end: number },
): number | null {
  for (let i = 0; i < view.count; i++) {
    const time = view.time[i] as number;
    if (kind[i] === HANDSHAKE && time > start + 2 * STEP && time < end) return time;
  }
  return null;
}
