import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { quietJob, type StageReport } from '../../contract/job';
import {
  type ShapedRun,
  type ShapingStudy,
  type ShapingStudyPlan,
  shapingStudySchema,
} from '../../contract/shaping';
import { runShapingStudy } from './study';

const resources = resolve(import.meta.dirname, '../../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);
const CONSTANT = 'constant-rate:devices=all';
const plan: ShapingStudyPlan = {
  vantages: ['wireguard'],
  shapings: ['pad:scheme=mtu', CONSTANT, 'pad:at=device+stp:at=gateway'],
  seed: 1,
  effort: { model: 'best', trees: 6, hoursOfDay: 3, adaptive: true },
};
const options = {
  captures: [at('capture.pcapng')],
  labels: at('devices.csv'),
  events: at('interactions.csv'),
  resources,
  knownDevices: null,
  workerEntry: undefined,
  plan,
};

describe('shapings of the sample home', () => {
  let study: ShapingStudy;
  const reports: StageReport[] = [];
  const run = (shaping: string): ShapedRun =>
    study.runs.find((one) => one.shaping === shaping) as ShapedRun;
  beforeAll(async () => {
    const job = { ...quietJob, report: (report: StageReport) => void reports.push(report) };
    study = await runShapingStudy(options, job);
  }, 120_000);

  it('are as the contract says, the unshaped home first', () => {
    expect(shapingStudySchema.parse(study)).toEqual(study);
    expect(study.runs.map(({ shaping }) => shaping)).toEqual(['none', 'pad', CONSTANT]);
    expect(reports.filter(({ stage }) => stage === 'evaluating').length).toBeGreaterThan(10);
  });

  it('tell what a place cannot do and go on', () => {
    expect(study.failures.map(({ problem }) => problem.code)).toEqual(['shaping-impossible']);
  });

  it('leave nothing to an adversary at a constant rate: it does no better than the majority', () => {
    const { adaptive, second, cost } = run(CONSTANT);
    expect(cost.feasible).toBe(true);
    for (const figures of [adaptive, second]) {
      const { value, low, high } = figures!.overallAccuracy;
      const spread = Math.max((high as number) - value, value - (low as number));
      expect(value).toBeLessThan(figures!.majority + spread);
    }
    expect(run('none').adaptive!.overallAccuracy.value).toBeGreaterThan(adaptive!.majority + 0.2);
  });

  it('leave nothing of what people do at a constant rate, and tell it unshaped', () => {
    const told = run('none').static;
    expect(told.interactionF1).toBeGreaterThan(0.2);
    expect(run('none').adaptive!.interactionF1).toBe(told.interactionF1);
    // By hand from the counts.
    const f1 = told.interactions!.map((one) => (2 * one.right) / (one.events + one.claimed));
    expect(told.interactionF1).toBeCloseTo(f1.reduce((sum, one) => sum + one, 0) / f1.length);
    const constant = run(CONSTANT);
    expect(constant.static.interactionF1).toBeLessThan(0.1);
    expect(constant.adaptive!.interactionF1).toBeLessThan(0.1);
    // What counts as marked does not depend on the shaping.
    const marked = (figures: ShapedRun['static']): number[] =>
      figures.interactions!.map(({ events }) => events);
    expect(marked(run('pad').adaptive!)).toEqual(marked(told));
  });

  it('show that the static adversary is optimistic', () => {
    const padded = run('pad');
    expect(padded.static.overallAccuracy.value).toBeLessThan(
      padded.adaptive!.overallAccuracy.value - 0.1,
    );
    expect(padded.bounds!.mutualInformationBits).toBeLessThan(
      run('none').bounds!.mutualInformationBits / 2,
    );
  });

  it('can be cancelled', async () => {
    const cancelled = { ...quietJob, signal: AbortSignal.abort() };
    await expect(runShapingStudy(options, cancelled)).rejects.toThrow(/cancelled/);
  });
});
