import type { Explanation, Influence } from '../../contract/explanation';
import type { Job } from '../../contract/job';
import { quietJob } from '../../contract/job';
import type { FeatureSet } from '../../contract/learning';
import type { View } from '../../contract/vantage';
import type { PacketLabeller } from '../../inference';
import {
  copyOf,
  drawsOf,
  intervalOf,
  type Mask,
  Puts,
  replaceInterval,
  replaceLength,
  replacePackets,
  replacePort,
  turnDirection,
  without,
} from './masks';
import { isAlike, scopeOf } from './scope';

/** Seconds and packets on each side of the packet that masks are tried in; features look an hour. */
const AROUND_SECONDS = 3700;
const AROUND_PACKETS = 16_384;
/** Packets that are put in the place of one, at the most; the mean over them counts. */
const MOST_DRAWS = 8;
/** How many labels are asked for, about: what can be done in half a second. */
const LABELS = 240;
/** Seconds in which all else that passes is left out. */
const MINUTE = 60;

export interface Explainer {
  readonly labeller: PacketLabeller;
  readonly features: FeatureSet;
  /** Packets in a window of a recurrent model. */
  readonly window: number;
}

/** What occlusion tells of one packet. */
export type Occlusion = Pick<
  Explanation,
  'label' | 'probability' | 'likeliest' | 'own' | 'packets' | 'together' | 'rhythm' | 'bustle'
>;

/**
 * Why a packet is given its label: packets and features that the model looks at are replaced, one at a time,
 * by those of packets drawn from the view, so as they are common (Zeiler and Fergus, 2014, occlude alike).
 * @param packet Its place in the view, which is the one that was labelled.
 * @throws HomeMoleError `cancelled`; `model-malformed`.
 */
export async function explainPacket(
  { labeller, features, window }: Explainer,
  view: View,
  packet: number,
  job: Job,
): Promise<Occlusion> {
  const quiet = { ...quietJob, signal: job.signal };
  const { classes } = labeller;
  const ask = async (seen: View, place: number): Promise<Float32Array> => {
    const part = { from: place, end: place + 1, ahead: Number.POSITIVE_INFINITY };
    return (await labeller.label(seen, part, quiet)).probability;
  };
  const given = await ask(view, packet);
  const label = largest(given);

  const from = startOf(view, packet, features.kind === 'sequence' ? window : 1);
  const local = copyOf(view, from, endOf(view, packet));
  const place = packet - from;
  const base = await ask(local, place);
  const drawing = {
    length: drawsOf(view, (i) => view.length[i] as number),
    interval: drawsOf(view, (i) => intervalOf(view, i)),
    service: drawsOf(view, (i) => view.serverPort?.[i] ?? 0),
  };
  const scope = scopeOf(local, place, features, window);
  const draws = Math.max(1, Math.min(MOST_DRAWS, Math.floor(LABELS / (scope.packets.length + 4))));

  const influenceOf = (sum: Float64Array, times: number): Influence => ({
    effect: clamp((base[label] as number) - (sum[label] as number) / times),
    without: classes[largest(sum)] as string,
  });
  async function occlude(mask: Mask, drawn = drawing.length): Promise<Influence> {
    const draw = drawn();
    const put = new Puts();
    const sum = new Float64Array(classes.length);
    for (let i = 0; i < draws; i++) {
      mask(local, draw, put);
      (await ask(local, place)).forEach((value, k) => (sum[k]! += value));
      put.undo();
    }
    return influenceOf(sum, draws);
  }
  async function leaveOut(isLeftOut: (other: number) => boolean): Promise<Influence> {
    const rest = without(local, place, isLeftOut);
    return influenceOf(Float64Array.from(await ask(rest.view, rest.place)), 1);
  }

  const packets = [];
  for (const other of scope.packets) {
    packets.push({
      offset: other - place,
      seconds: round((local.time[other] as number) - (local.time[place] as number)),
      length: local.length[other] as number,
      direction: local.direction[other] as number,
      serverPort: local.serverPort?.[other] ?? null,
      alike: isAlike(local, other, place),
      ...(await occlude(replacePackets([other], view))),
    });
  }
  packets.sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || a.offset - b.offset);
  const alike = Array.from(local.time.keys()).filter(
    (i) => i !== place && isAlike(local, i, place),
  );
  const near = new Set([...scope.packets, ...alike]);
  const own: Explanation['own'] = [
    { feature: 'length', ...(await occlude(replaceLength(place, view))) },
    { feature: 'direction', ...(await occlude(turnDirection(place))) },
  ];
  if (place > 0)
    own.push({
      feature: 'interval',
      ...(await occlude(replaceInterval(place, view), drawing.interval)),
    });
  if (local.serverPort)
    own.push({ feature: 'service', ...(await occlude(replacePort(place, view), drawing.service)) });
  const many = scope.packets.length > 0;
  return {
    label: classes[label] as string,
    probability: given[label] as number,
    likeliest: likeliestOf(given, classes),
    own,
    packets,
    together: many ? await occlude(replacePackets(scope.packets, view)) : null,
    rhythm: scope.rhythm && alike.length > 0 ? await occlude(replacePackets(alike, view)) : null,
    bustle: scope.rhythm
      ? await leaveOut((other) => {
          const apart = (local.time[other] as number) - (local.time[place] as number);
          return Math.abs(apart) <= MINUTE && !near.has(other);
        })
      : null,
  };
}

/** Where the packets around begin, at a whole multiple of `step`. */
function startOf({ time }: View, packet: number, step: number): number {
  const earliest = (time[packet] as number) - AROUND_SECONDS;
  let from = packet;
  while (from > 0 && packet - from < AROUND_PACKETS && (time[from - 1] as number) >= earliest)
    from--;
  return Math.floor(from / step) * step;
}

function endOf({ time, count }: View, packet: number): number {
  const latest = (time[packet] as number) + AROUND_SECONDS;
  let end = packet + 1;
  while (end < count && end - packet < AROUND_PACKETS && (time[end] as number) <= latest) end++;
  return end;
}

function likeliestOf(probability: Float32Array, classes: readonly string[]) {
  return Array.from(probability, (value, i) => ({
    label: classes[i] as string,
    probability: value,
  }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 5);
}

/** Index of the largest value; of equal ones the first. */
function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

function clamp(effect: number): number {
  return round(Math.max(-1, Math.min(1, effect)));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
