import type {
  FoundEvent,
  InteractionScore,
  InteractionsEvaluation,
} from '../../contract/interactions';

/** A claim is right within so many seconds of a marked event, beyond what that one's time is blurred by. */
export const TOLERANCE = 10;
/** Numbers are compared minute by minute. */
const MINUTE = 60;

/** A marked event whose device is named as claims name it. */
export interface MarkedEvent {
  readonly time: number;
  readonly device: string;
  readonly interaction: string;
  /** Seconds by which its time may be off. */
  readonly blur: number;
}

/** Each event is right once and each claim is right once; the nearest in time go together first. */
function pair(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
  mayBe: (claim: FoundEvent, event: MarkedEvent) => boolean,
): Map<FoundEvent, MarkedEvent> {
  const near = claims.flatMap((claim) =>
    events
      .filter((event) => mayBe(claim, event))
      .map((event) => ({ claim, event, away: Math.abs(claim.time - event.time) }))
      .filter(({ event, away }) => away <= TOLERANCE + event.blur),
  );
  near.sort((one, other) => one.away - other.away);
  const paired = new Map<FoundEvent, MarkedEvent>();
  const taken = new Set<MarkedEvent>();
  for (const { claim, event } of near) {
    if (paired.has(claim) || taken.has(event)) continue;
    paired.set(claim, event);
    taken.add(event);
  }
  return paired;
}

/** Which claims are right: same device, same interaction, within the tolerance. */
export function rightClaims(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
): Set<FoundEvent> {
  const isSame = (claim: FoundEvent, event: MarkedEvent): boolean =>
    claim.device === event.device && claim.interaction === event.interaction;
  return new Set(pair(claims, events, isSame).keys());
}

type Scores = Omit<
  InteractionsEvaluation,
  'vantage' | 'simulated' | 'seconds' | 'events' | 'tolerance' | 'learnedFromThese'
>;

/**
 * How well claims tell the events of a stretch of continuous traffic.
 * @param seconds length of the stretch
 */
export function scoreEvents(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
  seconds: number,
): Scores {
  const right = rightClaims(claims, events);
  const scores = scoresOf(claims, events, right);
  const interactions = [...new Set(scores.map(({ interaction }) => interaction))].sort();
  const f1: Record<string, number> = {};
  for (const name of interactions) {
    const own = scores.filter(({ interaction }) => interaction === name);
    const sum = (key: 'events' | 'claimed' | 'right'): number =>
      own.reduce((total, score) => total + score[key], 0);
    if (sum('events') > 0) f1[name] = (2 * sum('right')) / (sum('events') + sum('claimed'));
  }
  const all = Object.values(f1);
  const anyOf = pair(claims, events, (claim, event) => claim.device === event.device);
  const wrong = claims.filter((claim) => !right.has(claim) && !anyOf.has(claim)).length;
  return {
    macroF1: all.length === 0 ? 0 : all.reduce((sum, value) => sum + value, 0) / all.length,
    f1,
    rte: rteOf(claims, events, interactions),
    scores,
    falseAlarmsPerDay: seconds > 0 ? (wrong * 86_400) / seconds : 0,
    confusion: confusionOf(claims, events, right, interactions),
  };
}

function scoresOf(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
  right: ReadonlySet<FoundEvent>,
): InteractionScore[] {
  const keyOf = (one: { device: string; interaction: string }): string =>
    JSON.stringify([one.device, one.interaction]);
  const keys = [...new Set([...events, ...claims].map(keyOf))].sort();
  return keys.map((key) => {
    const [device = '', interaction = ''] = JSON.parse(key) as string[];
    const marked = events.filter((event) => keyOf(event) === key).length;
    const own = claims.filter((claim) => keyOf(claim) === key);
    const hits = own.filter((claim) => right.has(claim)).length;
    return {
      device,
      interaction,
      events: marked,
      claimed: own.length,
      right: hits,
      precision: own.length === 0 ? null : hits / own.length,
      recall: marked === 0 ? null : hits / marked,
    };
  });
}

/** Error of the numbers of each minute over the true numbers; the claims alone where nothing was done. */
function rteOf(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
  interactions: readonly string[],
): Record<string, number> {
  const minutes = (all: readonly { time: number; interaction: string }[], name: string) => {
    const counts = new Map<number, number>();
    for (const { time, interaction } of all) {
      const minute = Math.floor(time / MINUTE);
      if (interaction === name) counts.set(minute, (counts.get(minute) ?? 0) + 1);
    }
    return counts;
  };
  const entries = interactions.map((name): [string, number] => {
    const truth = minutes(events, name);
    const found = minutes(claims, name);
    let off = 0;
    for (const minute of new Set([...truth.keys(), ...found.keys()]))
      off += Math.abs((truth.get(minute) ?? 0) - (found.get(minute) ?? 0));
    const real = [...truth.values()].reduce((sum, count) => sum + count, 0);
    return [name, real === 0 ? off : off / real];
  });
  return Object.fromEntries(entries);
}

function confusionOf(
  claims: readonly FoundEvent[],
  events: readonly MarkedEvent[],
  right: ReadonlySet<FoundEvent>,
  interactions: readonly string[],
): InteractionsEvaluation['confusion'] {
  const labels = [...interactions, 'none'];
  const none = interactions.length;
  const matrix = labels.map(() => labels.map(() => 0));
  const isSame = (claim: FoundEvent, event: MarkedEvent): boolean =>
    claim.device === event.device && claim.interaction === event.interaction;
  const exact = pair(claims, events, isSame);
  const told = new Set(exact.values());
  const others = claims.filter((claim) => !right.has(claim));
  const missed = events.filter((event) => !told.has(event));
  // What is left may be the right moment and the wrong interaction.
  const mistaken = pair(others, missed, (claim, event) => claim.device === event.device);
  const row = (event: MarkedEvent): number[] => matrix[labels.indexOf(event.interaction)]!;
  for (const [claim, event] of [...exact, ...mistaken])
    row(event)[labels.indexOf(claim.interaction)]! += 1;
  const seen = new Set([...exact.values(), ...mistaken.values()]);
  for (const event of events) if (!seen.has(event)) row(event)[none]! += 1;
  for (const claim of others)
    if (!mistaken.has(claim)) matrix[none]![labels.indexOf(claim.interaction)]! += 1;
  return { labels, matrix };
}
