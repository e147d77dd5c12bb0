import { NON_IOT } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { Predictions } from '../../contract/learning';
import type { LeftOut } from '../../contract/study';
import type { View } from '../../contract/vantage';
import {
  abstains,
  abstainThreshold,
  areaUnderRoc,
  fitTemperature,
  NO_CLASS,
  unknownShares,
  withTemperature,
} from '../../evaluation';
import { type TrainingChoice, type TrainingPart, trainAdversary } from '../adversary';
import { rehearse } from '../rehearse';
import { labelAll } from './label-all';
import type { LabelledParts } from './run-cell';

/**
 * Each IoT type in turn as one that the adversary never met: it learns, and chooses when to say `unknown`,
 * from a training part without a packet of the type, and is then asked about all packets of the test part.
 * Types without packets in either part are passed over, and so are trainings too short to choose from.
 * @param step Told after each type how many of how many are done.
 * @throws HomeMoleError as training
 */
export async function leaveEachOut(
  labelled: LabelledParts,
  choice: TrainingChoice,
  job: Job,
  step: (done: number, total: number) => void,
): Promise<LeftOut[]> {
  const { classes, taught, truth } = labelled;
  const isIn = (labels: Uint16Array, own: number): boolean => labels.includes(own);
  const chosen = classes.filter(
    (type, own) => type !== NON_IOT && isIn(taught, own) && isIn(truth, own),
  );
  const results: LeftOut[] = [];
  for (const [done, type] of chosen.entries()) {
    step(done, chosen.length);
    const result = await leaveOut(labelled, type, choice, job);
    if (result) results.push(result);
  }
  step(chosen.length, chosen.length);
  return results;
}

async function leaveOut(
  { parts, classes, taught, truth }: LabelledParts,
  type: string,
  choice: TrainingChoice,
  job: Job,
): Promise<LeftOut | null> {
  const own = classes.indexOf(type);
  const training = withoutClass({ view: parts.learn.view, labels: taught, classes }, own);
  if (training.classes.length < 2) return null;
  const rehearsal = await rehearse(training, choice, job);
  if (rehearsal === null) return null;
  const temperature = await fitTemperature(rehearsal.predictions, rehearsal.truth, job);
  const below = abstainThreshold(
    withTemperature(rehearsal.predictions, temperature),
    rehearsal.truth,
  );
  const adversary = await trainAdversary(training, choice, job);
  const views = parts.ask.map(({ view }) => view);
  const answers = withTemperature(await labelAll(adversary, views, job, choice), temperature);
  const labels = [...training.classes, type];
  const asked = truth.map((label) => moved(label, own, classes.length));
  const { ofKnown, ofUnmet } = unknownShares(answers, asked, labels, below);
  return {
    type,
    packets: asked.reduce((sum, label) => sum + (label === labels.length - 1 ? 1 : 0), 0),
    unknown: ofUnmet ?? 0,
    takenFor: commonestName(answers, asked, labels, below),
    knownUnknown: ofKnown ?? 0,
    auroc: areaOf(answers, asked, labels),
  };
}

/** The training part as if devices of the class had not been in the home. */
export function withoutClass({ view, labels, classes }: TrainingPart, own: number): TrainingPart {
  const rows = Int32Array.from([...labels.keys()].filter((row) => labels[row] !== own));
  return {
    view: keepPackets(view, rows),
    labels: Uint16Array.from(rows, (row) => moved(labels[row] as number, own, NO_CLASS)),
    classes: classes.filter((_, label) => label !== own),
  };
}

/** A label among the classes without `own`, which comes last; of no class what is beyond `classes`. */
function moved(label: number, own: number, classes: number): number {
  if (label >= classes) return NO_CLASS;
  if (label === own) return classes - 1;
  return label > own ? label - 1 : label;
}

function keepPackets(view: View, rows: Int32Array): View {
  return {
    vantage: view.vantage,
    count: rows.length,
    time: Float64Array.from(rows, (row) => view.time[row] as number),
    length: Uint32Array.from(rows, (row) => view.length[row] as number),
    direction: Uint8Array.from(rows, (row) => view.direction[row] as number),
    serverPort: view.serverPort && Uint16Array.from(rows, (row) => view.serverPort![row] as number),
    protocols: view.protocols && Uint8Array.from(rows, (row) => view.protocols![row] as number),
  };
}

/** What most packets of the last label are called among those that are given a name; null for none. */
function commonestName(
  answers: Predictions,
  asked: Uint16Array,
  labels: readonly string[],
  below: number,
): string | null {
  const given = new Float64Array(answers.classes);
  asked.forEach((label, row) => {
    if (label !== labels.length - 1 || abstains(answers, row, below)) return;
    given[answers.label[row] as number]!++;
  });
  const most = Math.max(...given);
  return most === 0 ? null : (labels[given.indexOf(most)] as string);
}

/** Of how sure it is of a packet of a known type and of one of the last; known types weigh alike. */
function areaOf(answers: Predictions, asked: Uint16Array, labels: readonly string[]): number {
  const { classes, label, probability } = answers;
  const counts = new Float64Array(labels.length);
  for (const own of asked) if (own !== NO_CLASS) counts[own]!++;
  const sure = (row: number): number =>
    probability[row * classes + (label[row] as number)] as number;
  const rows = [...asked.keys()];
  const known = rows.filter((row) => (asked[row] as number) < classes);
  const unknown = rows.filter((row) => asked[row] === labels.length - 1);
  const area = areaUnderRoc(
    Float64Array.from(unknown, sure),
    Float64Array.from(known, sure),
    Float64Array.from(known, (row) => 1 / (counts[asked[row] as number] as number)),
  );
  return area ?? 0.5;
}
