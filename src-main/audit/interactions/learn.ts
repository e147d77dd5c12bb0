import { version } from '../../../package.json';
import type { Device, Interaction } from '../../contract/home';
import type { Anchor, Habits, InteractionsModel } from '../../contract/interactions';
import { checkpoint, type Job } from '../../contract/job';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import {
  blurOf,
  candidateMatrix,
  candidateTimes,
  findAnchors,
  kindOf,
  tellingKinds,
} from '../../features';
import { followsOf } from '../../inference';
import { encodeForest, trainForest } from '../../learning';

/** Fewer events of an interaction teach nothing. */
const FEWEST_EVENTS = 5;
/** The most telling kinds of packets that are counted for each interaction. */
const KINDS = 20;
/** A candidate so many seconds from an event, beyond what its time is blurred by, is that event. */
const NEAR = 2;
/** Anchors of a single device within so many seconds are of one interaction; of several, not. */
const APART = { one: 1.5, several: 0.05 };
const FOREST = { trees: 200, minLeaf: 1, maxDepth: 24, featuresPerSplit: 'sqrt' } as const;

/** A type of device, and what it is called: by its device where there is one of it. */
interface Group {
  readonly type: string;
  readonly device: string;
  readonly devices: ReadonlySet<string>;
}

/**
 * What can be learned of interactions from the packets of a view and events that were marked. Devices of
 * one type are one, since from outside they look alike.
 * @param events those in the time of the view
 */
export async function learnInteractions(
  view: View,
  devices: readonly Device[],
  events: readonly Interaction[],
  seed: number,
  job: Job,
): Promise<Pick<InteractionsModel, 'habits' | 'notLearned'>> {
  const groups = groupsOf(devices, events);
  const notLearned: InteractionsModel['notLearned'] = [];
  const habits: Habits[] = [];
  const known = new Set(groups.flatMap((group) => [...group.devices]));
  for (const [key, of] of countBy(events.filter(({ device }) => !known.has(device)))) {
    const [device = '', interaction = ''] = key;
    notLearned.push({ device, interaction, events: of, why: 'unknown-device' });
  }
  for (const [index, group] of groups.entries()) {
    await checkpoint(job);
    const own = events.filter(({ device }) => group.devices.has(device));
    const names = [...new Set(own.map(({ interaction }) => interaction))].sort();
    const learnable: string[] = [];
    const anchors: Anchor[] = [];
    for (const name of names) {
      const of = own.filter(({ interaction }) => interaction === name);
      const found = of.length < FEWEST_EVENTS ? [] : findAnchors(view, of);
      if (found.length > 0) {
        learnable.push(name);
        anchors.push(...found);
        continue;
      }
      const why = of.length < FEWEST_EVENTS ? 'too-few-events' : 'nothing-typical';
      notLearned.push({ device: group.device, interaction: name, events: of.length, why });
    }
    if (learnable.length === 0) continue;
    const chosen = { ...group, interactions: learnable, anchors: distinct(anchors) };
    habits.push(await learnGroup(view, chosen, own, new Random(seed).fork(index).uint32(), job));
  }
  return { habits, notLearned };
}

async function learnGroup(
  view: View,
  group: Group & Pick<Habits, 'interactions' | 'anchors'>,
  own: readonly Interaction[],
  seed: number,
  job: Job,
): Promise<Habits> {
  const { interactions, anchors, type, device } = group;
  const of = (name: string): Interaction[] => own.filter((one) => one.interaction === name);
  const telling = interactions.flatMap((name) => tellingKinds(view, of(name)).slice(0, KINDS));
  const columns = [...new Set(telling.map(({ code }) => code))].map(kindOf);
  const apart = group.devices.size > 1 ? APART.several : APART.one;
  const times = candidateTimes(view, anchors, apart);
  const matrix = candidateMatrix(view, times, columns);
  const none = interactions.length;
  const labels = labelsOf(times, own, interactions);
  const forest = await trainForest(matrix, labels, none + 1, { ...FOREST, seed }, job);
  const order = [...labels].filter((label) => label !== none);
  const classes = [...interactions, 'none'];
  const meta = { classes, vantage: view.vantage, version };
  return {
    device,
    type,
    interactions: [...interactions],
    learned: interactions.map((_, label) => order.filter((one) => one === label).length),
    anchors: [...anchors],
    apart,
    columns,
    follows: followsOf(order, none),
    forest: Buffer.from(encodeForest(forest, meta)).toString('base64'),
  };
}

/** What each candidate was: the interaction that is marked nearest to it, or none of them. */
export function labelsOf(
  times: Float64Array,
  events: readonly Interaction[],
  interactions: readonly string[],
): Uint16Array {
  const none = interactions.length;
  const labels = new Uint16Array(times.length).fill(none);
  // The surest times choose first.
  const ordered = [...events].sort((one, other) => blurOf(one) - blurOf(other));
  for (const event of ordered) {
    const label = interactions.indexOf(event.interaction);
    if (label < 0) continue;
    let nearest = -1;
    let least = NEAR + blurOf(event);
    times.forEach((time, row) => {
      const away = Math.abs(time - event.time);
      if (labels[row] === none && away <= least) [nearest, least] = [row, away];
    });
    if (nearest >= 0) labels[nearest] = label;
  }
  return labels;
}

function groupsOf(devices: readonly Device[], events: readonly Interaction[]): Group[] {
  const marked = new Set(events.map(({ device }) => device));
  const types = new Set(devices.filter(({ device }) => marked.has(device)).map(({ type }) => type));
  return [...types].sort().map((type) => {
    const alike = devices.filter((one) => one.type === type).map(({ device }) => device);
    const [only] = alike;
    return {
      type,
      device: alike.length === 1 && only !== undefined ? only : type,
      devices: new Set(alike),
    };
  });
}

function countBy(events: readonly Interaction[]): [readonly string[], number][] {
  const counts = new Map<string, number>();
  for (const { device, interaction } of events) {
    const key = JSON.stringify([device, interaction]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => [JSON.parse(key) as string[], count]);
}

function distinct(anchors: readonly Anchor[]): Anchor[] {
  const byKind = new Map<string, Anchor>();
  for (const anchor of anchors) {
    const key = `${anchor.length} ${anchor.direction}`;
    const other = byKind.get(key);
    if (other === undefined || anchor.share > other.share) byKind.set(key, anchor);
  }
  return [...byKind.values()];
}
