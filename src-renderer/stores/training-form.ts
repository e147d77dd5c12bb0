import type { Device } from '@contract/home';
import type { CaptureSource, TrainingRequest } from '@contract/ipc';
import type { AdversaryModel } from '@contract/learning';
import { seed as usualSeed } from './chosen';

/** The kinds of adversary that can be trained here, the strongest first. */
export const offeredModels: readonly AdversaryModel[] = ['best', 'blstm', 'lstm', 'forest'];

/** What the recurrent ones are set to when nobody says otherwise: the values of the paper. */
export const usual = { window: 100, epochs: 15 } as const;

/** The choices of a training; numbers as typed. */
export interface TrainingForm {
  vantage: TrainingRequest['vantage'];
  model: AdversaryModel;
  /** MACs of the devices that are left out. */
  left: string[];
  window: string;
  epochs: string;
  seed: string;
}

export function emptyTrainingForm(): TrainingForm {
  return {
    vantage: 'napt',
    model: 'best',
    left: [],
    window: String(usual.window),
    epochs: String(usual.epochs),
    seed: String(usualSeed),
  };
}

export const isRecurrent = (model: AdversaryModel): boolean =>
  model === 'lstm' || model === 'blstm';

/** Only what crosses the router can be learned. */
export function learnable(devices: readonly Device[]): Device[] {
  return devices.filter(({ internetPackets }) => internetPackets > 0);
}

/** What a training tells apart: smart devices by type, phones and computers together. */
export function classesOf(devices: readonly Device[], left: readonly string[]): string[] {
  const chosen = learnable(devices).filter(({ mac }) => !left.includes(mac));
  return [...new Set(chosen.map(({ kind, type }) => (kind === 'iot' ? type : 'non-iot')))];
}

export type TrainingFault = 'window' | 'epochs' | 'seed' | 'classes';

/** A whole number within bounds; null for anything else. */
function wholeOf(text: string, least: number, most: number): number | null {
  const value = Number(text);
  return /^\d{1,10}$/.test(text.trim()) && value >= least && value <= most ? value : null;
}

interface Numbers {
  window: number | null;
  epochs: number | null;
  seed: number | null;
}
function numbersOf(form: TrainingForm): Numbers {
  return {
    window: wholeOf(form.window, 2, 1000),
    epochs: wholeOf(form.epochs, 1, 1000),
    seed: wholeOf(form.seed, 0, 0xffffffff),
  };
}

/**
 * What is in the way of a training, in the order of the form.
 * @param devices Null while it is not known who is who: then all are learned.
 */
export function trainingFaults(
  form: TrainingForm,
  devices: readonly Device[] | null,
): TrainingFault[] {
  const numbers = numbersOf(form);
  const faults: TrainingFault[] = [];
  if (devices !== null && classesOf(devices, form.left).length < 2) faults.push('classes');
  if (isRecurrent(form.model)) {
    if (numbers.window === null) faults.push('window');
    if (numbers.epochs === null) faults.push('epochs');
  }
  if (numbers.seed === null) faults.push('seed');
  return faults;
}

/** Plain data for the main process; null while something is in the way. */
export function trainingRequestOf(
  form: TrainingForm,
  source: CaptureSource,
  devices: readonly Device[] | null,
): TrainingRequest | null {
  const { seed, window, epochs } = numbersOf(form);
  if (seed === null || trainingFaults(form, devices).length > 0) return null;
  const all = learnable(devices ?? []);
  const chosen = all.filter(({ mac }) => !form.left.includes(mac)).map(({ mac }) => mac);
  const recurrent = isRecurrent(form.model);
  return {
    source,
    vantage: form.vantage,
    model: form.model,
    devices: chosen.length === all.length ? null : chosen,
    window: recurrent ? window : null,
    epochs: recurrent ? epochs : null,
    seed,
  };
}
