import type { Job } from '../contract/job';
import type { Beat, FeatureMatrix, FeatureSet, PacketKind } from '../contract/learning';
import { INBOUND, OUTBOUND, type View } from '../contract/vantage';
import { AnchorTimes } from './anchor-times';
import { BeatFit } from './beat-fit';
import { beatTypes } from './beat-tracks';
import { eachPacket, type FeaturePart } from './each-packet';
import type { KindChains } from './kind-chains';
import { logOnePlus } from './log-one-plus';
import { logTime } from './log-time';
import { bytesWithin, countsWithin, type Neighbourhood, sameKindDistances } from './rhythm';

/** Seconds around a packet in which others are counted. */
const spans = [1, 10, 60] as const;
/** Seconds around a packet in which the bytes of each direction are summed. */
const flowSpans = [1, 10, 60] as const;
/** Distance given where there is no such packet: an hour. */
const NEVER = 3600;

/**
 * The context features: each packet's length, direction and interval; length, direction and
 * distance of its neighbours on both sides; how long since and until the next packets of the same
 * kind (length and direction, behind NAPT also server port) and how many of them are near; how many
 * packets, and bytes each way, are near; how long since and until the next packet of each anchor; how
 * well the packet fits the beats of the classes.
 * Behind NAPT also the server ports and protocol bits. A device in a tunnel is given away by this rhythm.
 * @param learned Of `chooseAnchors` and `findBeats`, by the training part; and how many seconds after
 *   each packet are seen, all by default.
 * @param neighbours Packets looked at on each side.
 */
export function contextFeatureSet(
  view: View,
  learned: {
    readonly anchors?: readonly PacketKind[];
    readonly beats?: readonly Beat[];
    readonly ahead?: number;
  } = {},
  neighbours = 6,
): FeatureSet {
  const { anchors = [], beats = [], ahead = null } = learned;
  const withPorts = view.serverPort !== null;
  const columns = ['length', 'direction', 'logInterval'];
  if (withPorts) columns.push('serverPort', 'protocols');
  for (const side of ['before', 'after']) {
    for (let k = 1; k <= neighbours; k++) {
      columns.push(`length ${side} ${k}`, `direction ${side} ${k}`, `logDistance ${side} ${k}`);
      if (withPorts) columns.push(`serverPort ${side} ${k}`);
    }
  }
  columns.push('logSinceSame', 'logUntilSame', 'logSinceSame 2', 'logUntilSame 2');
  for (const span of spans) columns.push(`packets within ${span} s`);
  columns.push('same within 60 s', 'same within 600 s');
  for (const span of flowSpans)
    columns.push(`logBytes in within ${span} s`, `logBytes out within ${span} s`);
  for (const anchor of anchors) {
    const name = nameOf(anchor);
    columns.push(`logSince ${name}`, `logUntil ${name}`);
  }
  for (const type of beatTypes(beats)) {
    for (const what of ['missed before', 'missed after', 'kept closely', 'kept loosely']) {
      columns.push(`beat of ${type} ${what}`);
    }
  }
  return {
    kind: 'context',
    neighbours,
    withPorts,
    anchors: [...anchors],
    beats: [...beats],
    ahead,
    classWeights: [],
    columns,
  };
}

function nameOf({ length, direction, serverPort }: PacketKind): string {
  const towards = direction === OUTBOUND ? 'out' : 'in';
  return `${length} ${towards}${serverPort === null ? '' : ` port ${serverPort}`}`;
}

/**
 * Rows as in the part of `view`, columns as in `set.columns`. Needs the view alone; reads no packet
 * outside it, and of what follows a packet only what the part and
 * the set let it see.
 * @throws HomeMoleError `cancelled`.
 */
export async function contextFeatures(
  view: View,
  set: FeatureSet & { kind: 'context' },
  job: Job,
  within: FeaturePart,
  chains?: KindChains,
): Promise<FeatureMatrix> {
  const columns = set.columns.length;
  const ahead = Math.min(within.ahead, set.ahead ?? Number.POSITIVE_INFINITY);
  const part = { ...within, ahead };
  const rows = part.end - part.from;
  const values = new Float32Array(rows * columns);
  const near = spans.map((span) => countsWithin(view, span, part));
  const flows = flowSpans.flatMap((span) => [
    bytesWithin(view, INBOUND, span, part),
    bytesWithin(view, OUTBOUND, span, part),
  ]);
  const same: Neighbourhood = sameKindDistances(view, NEVER, part, chains);
  const anchors = new AnchorTimes(view, set.anchors, part, NEVER);
  const beats = new BeatFit(view, set.beats, part);
  await eachPacket(view, part, job, writeRow);
  return { rows, columns, names: set.columns, values };

  function writeRow(i: number, row: number): void {
    const time = view.time[i] as number;
    const { serverPort, protocols } = view;
    let at = row * columns;
    values[at++] = view.length[i] as number;
    values[at++] = view.direction[i] as number;
    values[at++] = i === 0 ? 0 : logTime(time - (view.time[i - 1] as number));
    if (serverPort && protocols) {
      values[at++] = serverPort[i] as number;
      values[at++] = protocols[i] as number;
    }
    for (let side = -1; side <= 1; side += 2) {
      for (let k = 1; k <= set.neighbours; k++) {
        const other = i + side * k;
        const exists =
          other >= 0 && other < view.count && (view.time[other] as number) <= time + ahead;
        values[at++] = exists ? (view.length[other] as number) : 0;
        values[at++] = exists ? (view.direction[other] as number) : -1;
        values[at++] = logTime(exists ? Math.abs((view.time[other] as number) - time) : NEVER);
        if (serverPort) values[at++] = exists ? (serverPort[other] as number) : 0;
      }
    }
    values[at++] = logTime(same.since[row] as number);
    values[at++] = logTime(same.until[row] as number);
    values[at++] = logTime(same.sinceSecond[row] as number);
    values[at++] = logTime(same.untilSecond[row] as number);
    for (const counts of near) values[at++] = counts[row] as number;
    values[at++] = same.withinMinute[row] as number;
    values[at++] = same.withinTenMinutes[row] as number;
    for (const bytes of flows) values[at++] = logOnePlus(bytes[row] as number);
    at = anchors.write(i, values, at);
    beats.write(i, values, at);
  }
}
