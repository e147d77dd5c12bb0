import type { Estimate, StudyBaseline, StudyRun } from '@contract/study';
import { runsIn, type Setting } from '../../charts/study-data';
import type { Words } from '../../i18n/use-words';

export interface Row {
  head: string;
  cells: string[];
}

/** A share with its confidence interval, where there were several seeds. */
export function estimateText(value: Estimate | null, { t, format }: Words): string {
  if (value === null) return t('app.noData');
  const { mean, low, high } = value;
  if (low === null || high === null) return format.percent(mean);
  const [from, to] = [Math.max(0, low), Math.min(1, high)].map(format.percent);
  return t('compare.figures.interval', { mean: format.percent(mean), low: from, high: to });
}

/** What people call a run beside the others: with its window where those of its model differ. */
export function nameOfRun(
  run: Pick<StudyRun, 'model' | 'window'>,
  among: readonly Pick<StudyRun, 'model' | 'window'>[],
  { t }: Words,
): string {
  const model = t(`compare.models.${run.model}.name`);
  const several = among.some((one) => one.model === run.model && one.window !== run.window);
  return several ? t('compare.figures.row', { model, window: run.window }) : model;
}

/** The key figures of the runs of a setting, then the baselines: what needs no skill. */
export function figureRows(
  runs: readonly StudyRun[],
  setting: Setting,
  baseline: StudyBaseline | null,
  words: Words,
): Row[] {
  const { t, format } = words;
  const shown = runsIn(runs, setting);
  const rows: Row[] = shown.map((run) => ({
    head: nameOfRun(run, shown, words),
    cells: [
      estimateText(run.iotAccuracy, words),
      estimateText(run.macroRecall, words),
      estimateText(run.overallAccuracy, words),
      format.integer(run.testPackets),
    ],
  }));
  if (baseline === null) return rows;
  const none = '\u2013';
  for (const key of ['majority', 'nearestLength'] as const) {
    const { macroRecall, overallAccuracy } = baseline[key];
    const cells = [none, format.percent(macroRecall), format.percent(overallAccuracy), none];
    rows.push({ head: t(`compare.figures.${key}`), cells });
  }
  if (baseline.permuted !== null) {
    const { model, macroRecall } = baseline.permuted;
    rows.push({
      head: t('compare.figures.permuted', { model: t(`compare.models.${model}.name`) }),
      cells: [none, estimateText(macroRecall, words), none, none],
    });
  }
  return rows;
}

/** A difference of shares in percentage points, with its sign. */
export function pointsText(value: number | null, { t }: Words): string {
  if (value === null) return t('app.noData');
  const points = (Math.abs(value) * 100).toFixed(1);
  const sign = value < 0 ? '\u2212' : '+';
  return t('compare.leakage.points', { value: points === '0.0' ? points : sign + points });
}
