// @vitest-environment happy-dom
import { shapingRequestSchema, shapingSearchRequestSchema } from '@contract/ipc';
import type { ShapedFigures, ShapedRun } from '@contract/shaping';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runsCsv, runsJson } from './runs-text';
import { useShapingMeasure, useShapingSearch, type Subject } from './shaping-measure';
import { useShapingRuns } from './shaping-runs';
import { mockBridge } from './testing/mock-bridge';

const effort = { model: 'best', trees: 15, hoursOfDay: 4, adaptive: true } as const;
const figures = (value: number): ShapedFigures => ({
  model: 'best',
  overallAccuracy: { value: 0.8, low: null, high: null },
  iotAccuracy: { value, low: value - 0.1, high: value + 0.1 },
  macroRecall: { value, low: null, high: null },
  categoryAccuracy: {},
  majority: 0.5,
  iotMajority: null,
  presenceF1: null,
  counting: null,
  interactionF1: null,
  packets: 10,
});
const run = (shaping: string): ShapedRun =>
  ({
    shaping,
    vantage: 'wireguard',
    cost: {
      bytesRatio: 1.5,
      packetsRatio: 1,
      addedBytesPerSecond: 10,
      addedGigabytesPerMonth: 0.1,
      latencySeconds: { mean: 0, p50: 0, p95: 0.25, p99: 0, max: 0 },
      peakQueue: 0,
      feasible: true,
    },
    static: figures(0.1),
    adaptive: figures(0.5),
    second: null,
    bounds: null,
  }) as unknown as ShapedRun;
const subject: Subject = {
  chosen: { kind: 'sample' },
  capture: 'The sample home',
  vantage: 'wireguard',
};

let outside: ReturnType<typeof mockBridge>;
beforeEach(() => {
  outside = mockBridge({
    startShaping: { jobId: 'ours' },
    startShapingSearch: { jobId: 'looks' },
    cancelJob: { cancelled: true },
  });
  Object.assign(window, { homemole: outside.bridge });
  setActivePinia(createPinia());
});
afterEach(() => Object.assign(window, { homemole: undefined }));

describe('a measurement', () => {
  const study = (shapings: string[], failures: unknown[] = []) => ({
    kind: 'shaping',
    result: { simulated: true, plan: { effort }, runs: shapings.map(run), failures },
  });

  it('keeps its runs, a newer one of the same in the place of the older, under its name', async () => {
    const [measure, runs] = [useShapingMeasure(), useShapingRuns()];
    await measure.measure(subject, 'pad');
    const [request] = outside.of('startShaping').mock.calls[0]!;
    expect(shapingRequestSchema.parse(request)).toEqual(request);
    outside.send('jobDone', { jobId: 'another', outcome: study(['stp']) });
    expect([measure.busy, runs.all.length]).toEqual([true, 0]);
    outside.send('jobDone', { jobId: 'ours', outcome: study(['none', 'pad']) });
    expect([measure.busy, outside.listening()]).toEqual([false, 0]);
    const [, { id }] = runs.all as [unknown, { id: number }];
    runs.rename(id, '  Mine ');
    runs.compare(id, true);
    await measure.measure(subject, 'pad');
    outside.send('jobDone', { jobId: 'ours', outcome: study(['none', 'pad']) });
    expect(runs.all.map(({ name, run: { shaping } }) => [name, shaping])).toEqual([
      [null, 'none'],
      ['Mine', 'pad'],
    ]);
    runs.rename(id, ' ');
    expect(runs.all[1]?.name).toBeNull();
    runs.remove(id);
    expect([runs.all.length, runs.compared]).toEqual([1, []]);
  });

  it('of another recording or effort stands beside it', async () => {
    const runs = useShapingRuns();
    const one = { capture: 'a', captureKey: 'a', simulated: false, effort, run: run('pad') };
    runs.add(one);
    runs.add({ ...one, captureKey: 'b' });
    runs.add({ ...one, effort: { ...effort, trees: 30 } });
    expect(runs.all).toHaveLength(3);
  });

  it('says what failed, and can be cancelled', async () => {
    const measure = useShapingMeasure();
    const problem = { code: 'shaping-too-large', params: { shaping: 'x', packets: 9, most: 8 } };
    await measure.measure(subject, 'constant-rate');
    const failures = [{ shaping: 'x', vantage: 'wireguard', problem }];
    outside.send('jobDone', { jobId: 'ours', outcome: study(['none'], failures) });
    expect(measure.failure).toEqual(problem);
    await measure.measure(subject, 'pad');
    outside.send('jobFailed', { jobId: 'ours', problem });
    expect([measure.problem, measure.busy]).toEqual([problem, false]);
    await measure.measure(subject, 'pad');
    void measure.cancel();
    expect(measure.phase).toBe('cancelling');
    outside.send('jobFailed', { jobId: 'ours', problem: { code: 'cancelled', params: {} } });
    expect([measure.phase, measure.problem]).toEqual(['idle', null]);
  });
});

describe('a search', () => {
  it('asks within what was typed, and keeps the best', async () => {
    const [search, runs] = [useShapingSearch(), useShapingRuns()];
    for (const [more, wait] of [
      ['', '50'],
      ['-1', '50'],
      ['20', 'soon'],
      ['20', '60001'],
    ]) {
      Object.assign(search, { more, wait });
      expect(search.budget()).toBeNull();
    }
    Object.assign(search, { more: '12,5', wait: '40' });
    await search.search(subject);
    const [request] = outside.of('startShapingSearch').mock.calls[0]!;
    expect(shapingSearchRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ budget: { bytesRatio: 1.125, latencySeconds: 0.04 } });
    const result = { best: run('batch'), tried: [], simulated: false };
    outside.send('jobDone', { jobId: 'looks', outcome: { kind: 'shaping-search', result } });
    expect(search.found?.best?.shaping).toBe('batch');
    expect(runs.all.map((one) => one.run.shaping)).toEqual(['batch']);
  });
});

describe('exported', () => {
  const kept = (name: string | null) => ({
    id: 1,
    name,
    capture: '=cmd()',
    captureKey: '/private/folder',
    simulated: true,
    effort,
    run: run('pad+jitter'),
  });

  it('a run is a line of a table, whatever it is called', () => {
    const [head, line, end] = runsCsv([kept('Mine, "the best"')]).split('\r\n') as [
      string,
      string,
      string,
    ];
    expect(end).toBe('');
    expect(
      line.startsWith('"Mine, ""the best""",\'=cmd(),true,wireguard,pad+jitter,15,4,1.5'),
    ).toBe(true);
    const cells = line.replace(/^"(?:[^"]|"")*"/, 'name').split(',');
    const at = (column: string) => cells[head.split(',').indexOf(column)];
    expect(cells).toHaveLength(head.split(',').length);
    expect([at('latency_p95_seconds'), at('adaptive_iot_accuracy_low')]).toEqual(['0.25', '0.4']);
    expect([at('adaptive_macro_recall_low'), at('second_iot_accuracy')]).toEqual(['', '']);
  });

  it('neither file holds where the recording lies', () => {
    const text = runsJson([kept(null)]);
    expect(JSON.parse(text)).toMatchObject({
      format: 'homemole-shaping-runs',
      runs: [{ name: null, run: { shaping: 'pad+jitter' } }],
    });
    expect(text + runsCsv([kept(null)])).not.toContain('/private/folder');
  });
});
