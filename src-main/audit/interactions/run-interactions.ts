import type { Device, Home, Interaction } from '../../contract/home';
import { HomeMoleError } from '../../contract/errors';
import type {
  InteractionsEvaluation,
  InteractionsModel,
  InteractionsRun,
} from '../../contract/interactions';
import type { Job } from '../../contract/job';
import { perceived, type VantageName, type View } from '../../contract/vantage';
import { type MarkedEvent, scoreEvents, TOLERANCE } from '../../evaluation';
import { blurOf } from '../../features';
import { namedEvents, readInteractions } from '../../home';
import {
  checkInteractionsFolder,
  findEvents,
  loadInteractions,
  saveInteractions,
} from '../../inference';
import { loadView, type ViewInput } from '../seen';
import { learnInteractions } from './learn';

export interface TrainInteractionsOptions extends ViewInput {
  readonly vantage: VantageName;
  /** File of events that were marked. */
  readonly events: string;
  /** Folder to write. */
  readonly out: string;
}

export interface RunInteractionsOptions extends Omit<ViewInput, 'vantage'> {
  /** Folder that training wrote. */
  readonly model: string;
  /** Each event is judged alone, without what was done before and after. */
  readonly alone?: boolean;
}

/**
 * Learns interactions from captures and marked events, and writes what was learned.
 * @throws HomeMoleError of loading; `events-malformed`; `events-none`
 */
export async function trainInteractions(
  options: TrainInteractionsOptions,
  job: Job,
): Promise<InteractionsModel> {
  await checkInteractionsFolder(options.out);
  const events = await readInteractions(options.events);
  const { loaded, seen, simulated } = await loadView(options, job);
  const { view } = perceived(seen);
  const { devices } = loaded.home;
  const within = eventsWithin(namedEvents(events, devices), view);
  const learned = await learnInteractions(view, devices, within, options.seed, job);
  if (learned.habits.length === 0)
    throw new HomeMoleError('events-none', { events: within.length, all: events.length });
  const model: InteractionsModel = {
    format: 'homemole-interactions',
    version: 1,
    vantage: view.vantage,
    simulated,
    seed: options.seed,
    span: { first: view.time[0] ?? 0, last: view.time[view.count - 1] ?? 0 },
    ...learned,
  };
  await saveInteractions(options.out, model);
  return model;
}

/** Finds interactions in captures. @throws HomeMoleError of the model and of loading */
export async function runInteractions(
  options: RunInteractionsOptions,
  job: Job,
): Promise<InteractionsRun> {
  return (await find(options, job)).run;
}

/**
 * Finds interactions in captures and compares them with all events that were marked in their time: those that
 * could not be learned are missed.
 * @throws HomeMoleError of the model and of loading; `events-malformed`
 */
export async function evaluateInteractions(
  options: RunInteractionsOptions & { readonly events: string },
  job: Job,
): Promise<InteractionsEvaluation> {
  const events = await readInteractions(options.events);
  const { run, model, home, view } = await find(options, job);
  const marked = markedEvents(eventsWithin(namedEvents(events, home.devices), view), home.devices);
  const scored = scoreEvents(run.events, marked, run.seconds);
  const [first, last] = [view.time[0] ?? 0, view.time[view.count - 1] ?? 0];
  const learnedFromThese = first <= model.span.last && last >= model.span.first;
  return { ...run, ...scored, learnedFromThese, tolerance: TOLERANCE };
}

async function find(
  options: RunInteractionsOptions,
  job: Job,
): Promise<{ run: InteractionsRun; model: InteractionsModel; home: Home; view: View }> {
  const model = await loadInteractions(options.model);
  const loaded = await loadView({ ...options, vantage: model.vantage }, job);
  const { view } = perceived(loaded.seen);
  const events = await findEvents(view, model, job, options.alone);
  const seconds = view.count === 0 ? 0 : view.time[view.count - 1]! - view.time[0]!;
  const simulated = loaded.simulated || model.simulated;
  const run = { vantage: model.vantage, simulated, seconds, events };
  return { run, model, home: loaded.loaded.home, view };
}

/** The events in the time of a view. */
export function eventsWithin(events: readonly Interaction[], { time, count }: View): Interaction[] {
  const first = time[0] ?? Infinity;
  const last = time[count - 1] ?? -Infinity;
  return events.filter((event) => event.time >= first && event.time <= last);
}

/** Events by the names that claims have: the type where the home has several devices of it. */
export function markedEvents(
  events: readonly Interaction[],
  devices: readonly Device[],
): MarkedEvent[] {
  const typeOf = new Map(devices.map(({ device, type }) => [device, type]));
  const numbers = new Map<string, number>();
  for (const { type } of devices) numbers.set(type, (numbers.get(type) ?? 0) + 1);
  return events.map((event) => {
    const type = typeOf.get(event.device);
    const isShared = type !== undefined && (numbers.get(type) ?? 0) > 1;
    const { time, interaction } = event;
    return { time, interaction, device: isShared ? type : event.device, blur: blurOf(event) };
  });
}
