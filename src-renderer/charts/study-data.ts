import type { Estimate, StudyBaseline, StudyModel, StudyResult, StudyRun } from '@contract/study';

/** What runs must share to be drawn side by side. */
export interface Setting {
  vantage: StudyRun['vantage'];
  scenario: StudyRun['scenario'];
  split: StudyRun['split'];
}

export function settingKey({ vantage, scenario, split }: Setting): string {
  return [vantage, scenario, split].join(' ');
}

/** The settings of a study that came to something, in its own order. */
export function settingsOf({ runs }: Pick<StudyResult, 'runs'>): Setting[] {
  const settings = new Map<string, Setting>();
  for (const { vantage, scenario, split } of runs) {
    const setting = { vantage, scenario, split };
    if (!settings.has(settingKey(setting))) settings.set(settingKey(setting), setting);
  }
  return [...settings.values()];
}

export function runsIn(runs: readonly StudyRun[], setting: Setting): StudyRun[] {
  return runs.filter((run) => settingKey(run) === settingKey(setting));
}

/** One run of each model: that of the largest window, never the one that happened to do best. */
export function oneOfEach(runs: readonly StudyRun[]): StudyRun[] {
  const chosen = new Map<StudyModel, StudyRun>();
  for (const run of runs) {
    if (run.window > (chosen.get(run.model)?.window ?? 0)) chosen.set(run.model, run);
  }
  return [...chosen.values()];
}

/** The baselines of a setting: of its largest window, the one with shuffled labels before others. */
export function baselineIn(
  baselines: readonly StudyBaseline[],
  setting: Setting,
): StudyBaseline | null {
  const rank = (one: StudyBaseline): number => one.window + (one.permuted === null ? 0 : 10_000);
  const here = baselines.filter((one) => settingKey(one) === settingKey(setting));
  return here.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

/**
 * The types of the test part, those that are told best first (mean over the runs), `last` at the end
 * wherever it comes.
 */
export function typesOf(runs: readonly StudyRun[], last: string): string[] {
  const types = [...new Set(runs.flatMap((run) => Object.keys(run.categoryAccuracy)))];
  const mean = (type: string): number =>
    runs.reduce((sum, run) => sum + (run.categoryAccuracy[type] ?? 0), 0) / runs.length;
  const rank = (type: string): number => (type === last ? 1 : 0);
  return types.sort((a, b) => rank(a) - rank(b) || mean(b) - mean(a) || a.localeCompare(b));
}

export interface CurvePoint {
  window: number;
  value: Estimate;
}
export interface WindowCurve {
  model: StudyModel;
  /** By window, the smallest first. */
  points: CurvePoint[];
}

/** IoT accuracy over the size of the window, of the models that ran with several. */
export function windowCurves(runs: readonly StudyRun[]): WindowCurve[] {
  return [...new Set(runs.map(({ model }) => model))]
    .map((model) => ({
      model,
      points: runs
        .filter((run) => run.model === model)
        .flatMap(({ window, iotAccuracy }) =>
          iotAccuracy === null ? [] : [{ window, value: iotAccuracy }],
        )
        .sort((a, b) => a.window - b.window),
    }))
    .filter(({ points }) => points.length > 1);
}
