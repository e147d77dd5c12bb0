import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { HomeMoleError } from '../contract/errors';
import type { Home } from '../contract/home';
import type { Job } from '../contract/job';
import type { AdversaryModel, Card } from '../contract/learning';
import { cardMessages, fill, limitMessages, splitMessages } from '../contract/messages';
import type { Score } from '../contract/results';
import { perceived, type ViewWithOrigin } from '../contract/vantage';
import {
  calibrate,
  classesPresent,
  devicesOf,
  majoritiesOf,
  scoreOf,
  splitByTime,
  truthLabels,
} from '../evaluation';
import { sliceView, WINDOW } from '../features';
import { checkModelFolder, saveModel } from '../inference';
import { runAdversary, trainAdversary } from './adversary';
import { chosenDevices, onlyChosen } from './chosen-devices';
import { FEWEST_PACKETS } from './options';
import { type LoadedView, loadView, type ViewInput } from './seen';

export interface TrainOptions extends ViewInput {
  readonly model: AdversaryModel;
  /** The forest with the paper's own treatment of ports; networks that learn as the paper says. */
  readonly paper?: boolean;
  /** Folder for `model.onnx` and `card.json`. */
  readonly out: string;
  readonly workerEntry: string | undefined;
  /** Where the captures are from, for the card; null: the user's own. */
  readonly source?: string | null;
  /**
   * Devices to learn, by MAC, name or type; absent or null: all. Packets of others are around, but neither
   * learned from nor tested on.
   */
  readonly only?: readonly string[] | null;
  /** Of networks alone; the paper's where left out. */
  readonly window?: number | null;
  readonly epochs?: number | null;
  /** Of forests alone; as the model has them where left out. */
  readonly trees?: number | null;
  readonly minLeaf?: number | null;
}

/** Share of the time that the card's figures are trained on; the rest tests them. */
const FIGURE_SHARE = 0.8;

/**
 * Trains an adversary on labelled captures and writes it with its card. The card's figures come from
 * a model that was trained on the first four fifths and tested on the last, after a gap; the model
 * that is written learns from everything. How to read its probabilities is learned on that last fifth too.
 * @throws HomeMoleError of loading, training and saving; nothing is written then.
 */
export async function runTrain(options: TrainOptions, job: Job): Promise<Card> {
  await checkModelFolder(options.out);
  const loaded = await loadView(options, job);
  const { home } = loaded.loaded;
  const seen = perceived(loaded.seen);
  if (seen.view.count < FEWEST_PACKETS) {
    throw new HomeMoleError('too-few-packets', {
      packets: seen.view.count,
      needed: FEWEST_PACKETS,
    });
  }
  const chosen = chosenDevices(home, options.only ?? null);
  const devices = onlyChosen(devicesOf(home, seen.origin), chosen);
  const { figures, calibration } = await measure(home, seen, devices, options, job);
  const classes = classesPresent(home, devices);
  const labels = truthLabels(home, devices, classes);
  const adversary = await trainAdversary({ view: seen.view, labels, classes }, options, job);
  return saveModel(options.out, adversary.onnx, {
    format: 'homemole-model',
    version: 1,
    name: basename(options.out),
    model: options.model,
    vantage: seen.view.vantage,
    classes: [...classes],
    window: adversary.window,
    features: adversary.features,
    hyperparameters: adversary.hyperparameters,
    data: await dataOf(loaded, seen, options.source ?? 'own captures'),
    split: splitMessages.train,
    figures,
    seed: options.seed,
    training: adversary.training,
    calibration,
    notes: [
      limitMessages['model-of-one-home'],
      ...notesOf(chosen),
      ...(loaded.simulated ? [limitMessages.simulated] : []),
      ...(loaded.measured ? [limitMessages.measured] : []),
    ],
  });
}

/** What the choice of devices means for the figures. */
function notesOf(chosen: Uint8Array): string[] {
  const count = chosen.reduce((sum, flag) => sum + flag, 0);
  if (count === chosen.length) return [];
  return [fill(cardMessages.chosenDevices, { chosen: count, all: chosen.length })];
}

/** @param devices of each packet of the view; -1 for none to learn */
async function measure(
  home: Home,
  { view }: ViewWithOrigin,
  devices: Int32Array,
  options: TrainOptions,
  job: Job,
): Promise<Pick<Card, 'figures' | 'calibration'>> {
  const split = splitByTime(view.time, FIGURE_SHARE);
  const trainDevices = devices.subarray(0, split.trainEnd);
  const testDevices = devices.subarray(split.testStart);
  const classes = classesPresent(home, trainDevices);
  if (classes.length < 2 || testDevices.length < WINDOW) {
    return { figures: null, calibration: null };
  }
  const labels = truthLabels(home, trainDevices, classes);
  const trainView = sliceView(view, 0, split.trainEnd);
  const adversary = await trainAdversary({ view: trainView, labels, classes }, options, job);
  const testView = sliceView(view, split.testStart, view.count);
  const predictions = await runAdversary(adversary, testView, job, options);
  const unseen = classesPresent(home, testDevices).filter((name) => !classes.includes(name));
  const all = [...classes, ...unseen];
  const score: Score = scoreOf({
    labels: all,
    truth: truthLabels(home, testDevices, all),
    given: predictions.label,
    known: classes.length,
    ...majoritiesOf(labels, classes),
  });
  const { overallAccuracy, iotAccuracy, macroRecall, categoryAccuracy, confusion } = score;
  const packetsOf = (row: number): number =>
    (confusion.matrix[row] as number[]).reduce((sum, count) => sum + count, 0);
  const categoryPackets = Object.fromEntries(
    confusion.labels.map((label, row) => [label, packetsOf(row)] as const).filter(([, n]) => n > 0),
  );
  return {
    figures: { overallAccuracy, iotAccuracy, macroRecall, categoryAccuracy, categoryPackets },
    calibration: await calibrate(
      { time: testView.time, truth: truthLabels(home, testDevices, classes), predictions },
      { time: trainView.time, length: trainView.length, truth: labels },
      classes,
      job,
    ),
  };
}

async function dataOf(
  loaded: LoadedView,
  { origin }: ViewWithOrigin,
  source: string,
): Promise<Card['data']> {
  const files = [];
  for (const { path, packets } of loaded.files) {
    const sha256 = path === '-' ? '' : await sha256Of(path);
    files.push({ name: basename(path), sha256, packets });
  }
  const { packets, internet } = loaded.loaded.home;
  const crossing = internet.reduce((sum, flag) => sum + flag, 0);
  const { time } = packets;
  return {
    files,
    simulated: loaded.simulated,
    // No other name makes simulated traffic real.
    source: loaded.simulated ? 'HomeMole simulator' : source,
    begin: time.length === 0 ? null : new Date((time[0] as number) * 1000).toISOString(),
    internetPackets: loaded.paired?.pairing.insidePaired ?? crossing,
    seconds: origin.length === 0 ? 0 : (time[time.length - 1] as number) - (time[0] as number),
  };
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
