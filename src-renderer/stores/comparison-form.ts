import type { CaptureSource, StudyRequest } from '@contract/ipc';
import type { Scenario, StudyModel } from '@contract/study';
import type { VantageName } from '@contract/vantage';

/** The adversaries that can be compared, the simplest first: it is the one taught shuffled labels. */
export const comparedModels: readonly StudyModel[] = [
  'forest',
  'paper-forest',
  'best',
  'lstm',
  'blstm',
];
/** The windows that the paper tries, in packets. */
export const comparedWindows = [20, 40, 100] as const;
export const seedCounts = ['1', '2', '3', '4', '5'] as const;

/** The choices of a comparison; lists in no order. */
export interface ComparisonForm {
  models: StudyModel[];
  vantages: VantageName[];
  scenarios: Scenario[];
  /** Whether the paper's random split is run beside the split by time. */
  random: boolean;
  windows: number[];
  seeds: (typeof seedCounts)[number];
  /** Whether the first model is also taught shuffled labels. */
  permuted: boolean;
}

/** Little to begin with; the tunnel is the paper's. */
export function emptyComparisonForm(): ComparisonForm {
  return {
    models: ['forest', 'best'],
    vantages: ['openvpn-udp-aes-128-cbc-sha1'],
    scenarios: ['noisy'],
    random: false,
    windows: [100],
    seeds: '1',
    permuted: true,
  };
}

const isRecurrent = (model: StudyModel): boolean => model === 'lstm' || model === 'blstm';

/** Whether the size of a window makes any difference to what is chosen. */
export function windowMatters({ models, random }: ComparisonForm): boolean {
  return random || models.some(isRecurrent);
}

export type ComparisonFault = 'models' | 'vantages' | 'scenarios' | 'windows';

/** What is in the way of a comparison, in the order of the form. */
export function comparisonFaults(form: ComparisonForm): ComparisonFault[] {
  const needed = ['models', 'vantages', 'scenarios', 'windows'] as const;
  return needed.filter(
    (list) => form[list].length === 0 && (list !== 'windows' || windowMatters(form)),
  );
}

/** How many adversaries a comparison trains, those with shuffled labels among them. */
export function trainingsOf(form: ComparisonForm): number {
  const { models, vantages, scenarios, random, seeds, permuted } = form;
  const windows = form.windows.length;
  const networks = models.filter(isRecurrent).length;
  const byTime = networks * windows + (models.length - networks) + controlsByTime(form);
  const atRandom = random ? (models.length + (permuted ? 1 : 0)) * windows : 0;
  return vantages.length * scenarios.length * Number(seeds) * (byTime + atRandom);
}

/** One for each window, where the first model knows windows. */
function controlsByTime({ models, windows, permuted }: ComparisonForm): number {
  if (!permuted || models.length === 0) return 0;
  return models.every(isRecurrent) ? windows.length : 1;
}

/** Plain data for the main process; null while something is in the way. */
export function studyRequestOf(form: ComparisonForm, source: CaptureSource): StudyRequest | null {
  if (comparisonFaults(form).length > 0) return null;
  return {
    source,
    plan: {
      vantages: [...form.vantages],
      models: comparedModels.filter((model) => form.models.includes(model)),
      scenarios: [...form.scenarios],
      splits: form.random ? ['time', 'random'] : ['time'],
      windows: windowMatters(form) ? [...form.windows].sort((a, b) => b - a) : [100],
      ablations: ['none'],
      portModes: ['server'],
      seeds: Array.from({ length: Number(form.seeds) }, (_, i) => i + 1),
      epochs: 15,
      trainShare: 2 / 3,
      permuted: form.permuted,
    },
  };
}
