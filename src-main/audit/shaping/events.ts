import type { Home, Interaction } from '../../contract/home';
import type { Habits } from '../../contract/interactions';
import { type Job, quietJob } from '../../contract/job';
import type { ShapedFigures, ShapedInteraction } from '../../contract/shaping';
import type { ShapingStep } from '../../contract/shaping-parameters';
import { perceived, type VantageName, type View } from '../../contract/vantage';
import { scoreEvents } from '../../evaluation';
import { findEvents } from '../../inference';
import { expectedPackets, shapeHome, trafficOf } from '../../shaping';
import { throughRouter, viewHome } from '../../vantage';
import { learnInteractions } from '../interactions/learn';
import { markedEvents } from '../interactions/run-interactions';
import { homeBetween, sampledTime, sampleHours } from './sample-hours';

/** Hours of each day that may be looked at; the most whose shaped packets are no more than this are. */
const HOURS = [24, 12, 6] as const;
const MOST_SHAPED = 6_000_000;
/** Added to the seed for what is learned from: other random numbers than in the tested part. */
const OTHER_SEED = 7919;

type Told = Pick<ShapedFigures, 'interactionF1' | 'interactions'>;
const nothing: Told = { interactionF1: null };

/** A part of the home and what was done in it. */
interface Part {
  readonly home: Home;
  readonly events: readonly Interaction[];
}

interface Hours {
  readonly train: Part;
  readonly test: Part;
  /** Learned from the unshaped training part, at the first call. */
  habits: Promise<Habits[]> | null;
}

/**
 * What an eavesdropper tells of what people do, before and after shaping: from all hours of the day wherever
 * that is not too much, since few things are done in an hour.
 */
export class EventGround {
  private readonly byHours = new Map<number, Hours>();
  private readonly home: Home;

  /**
   * @param events those that were marked; without any nothing is measured
   * @param share of the time that is learned from
   */
  constructor(
    home: Home,
    private readonly vantage: VantageName,
    private readonly events: readonly Interaction[],
    private readonly share: number,
    private readonly seed: number,
  ) {
    this.home = throughRouter(home);
  }

  /**
   * The static adversary's figures, and the adaptive one's where it is asked for.
   * @throws HomeMoleError of shaping; `cancelled`
   */
  async measure(
    steps: readonly ShapingStep[],
    adaptive: boolean,
    job: Job,
  ): Promise<{ static: Told; adaptive: Told }> {
    const none = { static: nothing, adaptive: nothing };
    const hours = this.events.length === 0 ? null : this.hoursFor(steps);
    if (hours === null) return none;
    const within: Job = { ...quietJob, signal: job.signal };
    const unshaped = await this.habits(hours, within);
    if (unshaped.length === 0) return none;
    const isUnshaped = steps.every(({ name }) => name === 'none');
    const test = this.seen(this.shaped(hours.test.home, steps, 0), 1);
    const told = async (habits: readonly Habits[]): Promise<Told> => {
      const claims = await findEvents(test, { habits: [...habits] }, within);
      return figuresOf(unshaped, claims, markedEvents(hours.test.events, this.home.devices));
    };
    const ofStatic = await told(unshaped);
    if (!adaptive || isUnshaped) return { static: ofStatic, adaptive: ofStatic };
    const train = this.seen(this.shaped(hours.train.home, steps, OTHER_SEED), 2);
    return { static: ofStatic, adaptive: await told(await this.learn(hours, train, within)) };
  }

  private habits(hours: Hours, job: Job): Promise<Habits[]> {
    hours.habits ??= this.learn(hours, this.seen(hours.train.home, 0), job).catch(
      (error: unknown) => {
        hours.habits = null;
        throw error;
      },
    );
    return hours.habits;
  }

  private async learn({ train }: Hours, view: View, job: Job): Promise<Habits[]> {
    const { devices } = this.home;
    return (await learnInteractions(view, devices, train.events, this.seed, job)).habits;
  }

  private seen(home: Home, offset: number): View {
    return perceived(viewHome(home, this.vantage, this.seed + offset)).view;
  }

  private shaped(home: Home, steps: readonly ShapingStep[], offset: number): Home {
    return shapeHome(home, steps, this.vantage, this.seed + offset).home;
  }

  /** As many hours of each day as can be shaped; null where even the fewest are too many. */
  private hoursFor(steps: readonly ShapingStep[]): Hours | null {
    const traffic = trafficOf(this.home);
    const { devices } = this.home;
    const expected = Math.max(
      ...steps.map((step) => expectedPackets(traffic, step, devices.length)),
    );
    const most = HOURS.find((hours) => (expected * hours) / 24 <= MOST_SHAPED);
    return most === undefined ? null : this.part(most);
  }

  private part(hours: number): Hours {
    const known = this.byHours.get(hours);
    if (known) return known;
    const home = sampleHours(this.home, hours);
    const { time, count } = home.packets;
    const [first, last] = [time[0] ?? 0, time[count - 1] ?? 0];
    const border = first + this.share * (last - first);
    const events = this.events.flatMap((event) => {
      const at = sampledTime(this.home, hours, event.time);
      return at === null || at < first || at > last ? [] : [{ ...event, time: at }];
    });
    const made: Hours = {
      train: {
        home: homeBetween(home, Number.NEGATIVE_INFINITY, border),
        events: events.filter((event) => event.time < border),
      },
      test: {
        home: homeBetween(home, border, Number.POSITIVE_INFINITY),
        events: events.filter((event) => event.time >= border),
      },
      habits: null,
    };
    this.byHours.set(hours, made);
    return made;
  }
}

/** The mean over what the unshaped home teaches: a shaping under which nothing can be learned leaves 0. */
function figuresOf(
  learnable: readonly Habits[],
  claims: Parameters<typeof scoreEvents>[0],
  events: Parameters<typeof scoreEvents>[1],
): Told {
  const { scores } = scoreEvents(claims, events, 0);
  const interactions = learnable.flatMap(({ device, interactions: names }) =>
    names.flatMap((interaction): ShapedInteraction[] => {
      const own = scores.find((one) => one.device === device && one.interaction === interaction);
      if (own === undefined || own.events === 0) return [];
      return [{ device, interaction, events: own.events, claimed: own.claimed, right: own.right }];
    }),
  );
  if (interactions.length === 0) return nothing;
  const f1 = interactions.map((one) => (2 * one.right) / (one.events + one.claimed));
  return { interactionF1: f1.reduce((sum, one) => sum + one, 0) / f1.length, interactions };
}
