import { HomeMoleError } from '../contract/errors';
import type { Home, Interaction } from '../contract/home';
import { type Job, quietJob } from '../contract/job';
import type { AdversaryModel, FeatureSet } from '../contract/learning';
import type { Score, VantageAudit } from '../contract/results';
import { perceived, type VantageName, type View, type ViewWithOrigin } from '../contract/vantage';
import {
  bayesErrorLowerBound,
  calibrate,
  claimsOf,
  classesPresent,
  deviceClasses,
  devicesOf,
  judgeDevices,
  judgePresence,
  majoritiesOf,
  mutualInformationLowerBound,
  nearestNeighbourError,
  scoreCalibration,
  scoreOf,
  splitByTime,
  type TestPart,
  timelineOf,
  type TimeSplit,
  truthLabels,
  typeEntropyBits,
  withTemperature,
} from '../evaluation';
import { computeFeatures, sliceView } from '../features';
import { hidingAt, summariseView, viewHome } from '../vantage';
import { auditEvents } from './interactions/audit-events';
import { runAdversary, trainAdversary, type TrainingPart } from './adversary';
import { type AuditOptions, FEWEST_PACKETS, TRAIN_SHARE } from './options';
import { rehearse } from './rehearse';

export type VantageSplit = TimeSplit;

interface Parts {
  readonly home: Home;
  readonly seen: ViewWithOrigin;
  readonly split: TimeSplit;
  readonly devices: Int32Array;
  readonly training: TrainingPart;
}

/**
 * One vantage of an audit: view, split, and each adversary trained and tested.
 * @param recorded the view where it need not be computed
 * @param events that were marked
 */
export async function auditVantage(
  home: Home,
  vantage: VantageName,
  options: AuditOptions,
  job: Job,
  recorded: ViewWithOrigin | null = null,
  events: readonly Interaction[] = [],
): Promise<{ result: VantageAudit; split: TimeSplit }> {
  const step = { stage: 'viewing', subject: vantage, total: home.packets.count } as const;
  job.report({ ...step, done: 0, unit: 'packets' });
  const seen = recorded ?? viewHome(home, vantage, options.seed);
  const parts = prepare(home, perceived(seen));
  const view = summariseView(home, seen);
  const hiding = hidingAt(home, seen);
  job.report({ ...step, done: home.packets.count, unit: 'packets' });

  const tested = [];
  for (const model of options.models) tested.push(await testModel(parts, model, options, job));
  const [strongest] = tested;
  if (!strongest) throw new HomeMoleError('usage', { detail: 'An audit needs a model.' });
  const trainPackets = new Int32Array(home.devices.length);
  for (let i = 0; i < parts.split.trainEnd; i++) {
    const device = parts.devices[i] as number;
    if (device >= 0) trainPackets[device]!++;
  }
  return {
    split: parts.split,
    result: {
      vantage,
      view,
      hiding,
      adversaries: tested.map(({ score }) => score),
      devices: judgeDevices(
        strongest.test,
        trainPackets,
        strongest.score.calibration?.abstainBelow ?? null,
      ),
      ...(await auditEvents(home, perceived(seen).view, parts.split, events, options.seed, job)),
      presence: strongest.presence,
      claims: claimsOf(strongest.test),
      leakage: strongest.leakage,
      timeline: timelineOf(strongest.test),
    },
  };
}

function prepare(home: Home, seen: ViewWithOrigin): Parts {
  const split = splitByTime(seen.view.time, TRAIN_SHARE);
  const devices = devicesOf(home, seen.origin);
  const trainDevices = devices.subarray(0, split.trainEnd);
  const classes = classesPresent(home, trainDevices);
  const inTest = seen.view.count - split.testStart;
  if (split.trainEnd < FEWEST_PACKETS / 3 || inTest < FEWEST_PACKETS / 10) {
    throw new HomeMoleError('too-few-packets', {
      packets: seen.view.count,
      needed: FEWEST_PACKETS,
    });
  }
  const training = {
    view: sliceView(seen.view, 0, split.trainEnd),
    labels: truthLabels(home, trainDevices, classes),
    classes,
  };
  return { home, seen, split, devices, training };
}

async function testModel(
  { home, seen, split, devices, training }: Parts,
  model: AdversaryModel,
  { models, seed, workerEntry, paper, window, epochs, onTrained }: AuditOptions,
  job: Job,
) {
  const choice = { model, seed, workerEntry, paper, window, epochs };
  const rehearsal = await rehearse(training, choice, job);
  const adversary = await trainAdversary(training, choice, job);
  if (model === models[0]) {
    const learnedUntil = split.trainEndTime;
    onTrained?.({ vantage: seen.view.vantage, model, trained: adversary, learnedUntil });
  }
  const view = sliceView(seen.view, split.testStart, seen.view.count);
  const raw = await runAdversary(adversary, view, job, choice);

  const steps = { stage: 'evaluating', subject: view.vantage, total: 4, unit: 'steps' } as const;
  job.report({ ...steps, done: 0 });
  const calibration =
    rehearsal &&
    (await calibrate(
      { ...rehearsal, time: rehearsal.view.time },
      { time: training.view.time, length: training.view.length, truth: training.labels },
      training.classes,
      job,
    ));
  const predictions = calibration ? withTemperature(raw, calibration.temperature) : raw;
  const test = testPartOf(
    home,
    view.time,
    devices.subarray(split.testStart),
    training,
    predictions,
  );
  const score = scoreOf({
    labels: test.labels,
    truth: test.truth,
    given: predictions.label,
    known: training.classes.length,
    ...majoritiesOf(training.labels, training.classes),
  });
  job.report({ ...steps, done: 1 });
  const strongest = model === models[0];
  const leakage = strongest
    ? await leakageOf(adversary.features, training, view, test, score, seed, job)
    : null;
  job.report({ ...steps, done: 4 });
  const calibrated =
    calibration && scoreCalibration(calibration, raw, predictions, test.truth, test.labels);
  const presence = calibration ? judgePresence(test, view.length, calibration.types) : [];
  return { test, score: { model, ...score, calibration: calibrated }, leakage, presence };
}

function testPartOf(
  home: Home,
  time: Float64Array,
  devices: Int32Array,
  { classes }: TrainingPart,
  predictions: TestPart['predictions'],
): TestPart {
  const unseen = classesPresent(home, devices).filter((name) => !classes.includes(name));
  const labels = [...classes, ...unseen];
  return {
    home,
    time,
    devices,
    classOfDevice: Int32Array.from(deviceClasses(home), (name) => labels.indexOf(name)),
    labels,
    truth: truthLabels(home, devices, labels),
    predictions,
  };
}

/** By the features of the adversary itself, of which the estimate speaks. */
async function leakageOf(
  features: FeatureSet,
  training: TrainingPart,
  view: View,
  test: TestPart,
  { confusion }: Score,
  seed: number,
  job: Job,
): Promise<VantageAudit['leakage']> {
  // What a network sees of a packet is no list of numbers with distances.
  if (features.kind === 'sequence') return null;
  // Part of the evaluation: the steps of the features are past.
  const within = { ...quietJob, signal: job.signal };
  const error = await nearestNeighbourError(
    await computeFeatures(training.view, features, within),
    training.labels,
    await computeFeatures(view, features, within),
    test.truth,
    seed,
    job,
  );
  if (error === null) return null;
  return {
    bayesErrorLower: bayesErrorLowerBound(error, test.labels.length),
    mutualInformationBits: mutualInformationLowerBound(confusion),
    typeEntropyBits: typeEntropyBits(confusion),
  };
}
