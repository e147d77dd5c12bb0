// @vitest-environment happy-dom
import { tryShapingRequestSchema } from '@contract/ipc';
import { shapingCatalogue } from '@contract/shaping-catalogue';
import { defaultStep, formatShaping, parseShaping } from '@contract/shaping-text';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { restMs, useLaboratory } from './laboratory';
import * as form from './laboratory-form';
import { nearestStop, stopsOf, typedValue } from './slider-stops';
import { mockBridge } from './testing/mock-bridge';

let outside: ReturnType<typeof mockBridge>;
/** Answers of `tryShaping`, to be given by hand in any order. */
let open: ((value: unknown) => void)[];
const answer = async (i: number, value: unknown): Promise<void> => {
  open[i]!({ ok: true, value });
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  open = [];
  outside = mockBridge({ tryShaping: null, exportShaping: [], forgetShaping: null });
  outside.of('tryShaping').mockImplementation(() => new Promise((done) => open.push(done)));
  Object.assign(window, { homemole: outside.bridge });
  setActivePinia(createPinia());
});
afterEach(() => {
  vi.useRealTimers();
  Object.assign(window, { homemole: undefined });
});

async function opened() {
  const lab = useLaboratory();
  lab.show({ kind: 'sample' }, 'napt');
  await vi.advanceTimersByTimeAsync(restMs);
  return lab;
}

describe('the fast answer', () => {
  it('is asked for once a slider rests, with what is set then', async () => {
    const lab = await opened();
    for (const max of [0.1, 0.2, 0.3]) {
      lab.setSteps(parseShaping(`jitter:max=${max}`));
      await vi.advanceTimersByTimeAsync(restMs / 2);
    }
    await vi.advanceTimersByTimeAsync(restMs);
    const requests = outside.of('tryShaping').mock.calls.map(([request]) => request);
    expect(requests).toHaveLength(2);
    expect(tryShapingRequestSchema.parse(requests[1])).toEqual(requests[1]);
    expect(requests[1]).toMatchObject({ vantage: 'napt', shaping: 'jitter:max=0.3' });
  });

  it('is dropped when a newer setting was asked for, whichever comes first', async () => {
    const lab = await opened();
    lab.setSteps(parseShaping('batch'));
    await vi.advanceTimersByTimeAsync(restMs);
    await answer(1, { shaping: 'batch' });
    await answer(0, { shaping: 'pad+jitter' });
    expect([lab.trial?.shaping, lab.asking]).toEqual(['batch', false]);
  });

  it('outdates as soon as a slider moves, before the next is asked', async () => {
    const lab = await opened();
    lab.setSteps(parseShaping('batch'));
    await answer(0, { shaping: 'pad+jitter' });
    expect([lab.trial, lab.asking]).toEqual([null, true]);
  });

  it('that is null leaves what is shown', async () => {
    const lab = await opened();
    await answer(0, { shaping: 'pad+jitter' });
    lab.setSteps(parseShaping('batch'));
    await vi.advanceTimersByTimeAsync(restMs);
    await answer(1, null);
    expect([lab.trial?.shaping, lab.asking]).toEqual(['pad+jitter', false]);
  });

  it('of another place is not shown for this one, and a problem takes its place', async () => {
    const lab = await opened();
    await answer(0, { shaping: 'pad+jitter' });
    lab.setVantage('wireguard');
    expect(lab.trial).toBeNull();
    await vi.advanceTimersByTimeAsync(restMs);
    const problem = { code: 'shaping-impossible', params: { shaping: 'front', detail: 'x' } };
    open[1]!({ ok: false, problem });
    await vi.advanceTimersByTimeAsync(0);
    expect(lab.problem).toEqual(problem);
    lab.again();
    await vi.advanceTimersByTimeAsync(restMs);
    await answer(2, { shaping: 'pad+jitter' });
    expect([lab.problem, lab.trial?.shaping]).toEqual([null, 'pad+jitter']);
  });

  it('does not come once the laboratory is left, which lets the capture go', async () => {
    const lab = await opened();
    lab.close();
    await answer(0, { shaping: 'pad+jitter' });
    expect(lab.trial).toBeNull();
    expect(outside.of('forgetShaping')).toHaveBeenCalledOnce();
  });
});

describe('a sequence', () => {
  const steps = parseShaping('pad:scheme=mtu,at=device+jitter:max=0.1,at=device');

  it('takes one more where the others run, and goes back to nothing', () => {
    const more = form.withMore(steps, 'batch');
    expect(formatShaping(more)).toBe('pad:at=device+jitter:max=0.1,at=device+batch:at=device');
    const none = form.withoutStep(form.withoutStep(steps, 1), 0);
    expect(formatShaping(none)).toBe('none');
    expect(formatShaping(form.withMore(none, 'front'))).toBe('front');
    let many = form.withMore(more, 'stp');
    many = form.withMore(many, 'dp');
    expect(many).toHaveLength(form.mostSteps);
  });

  it('keeps where it runs when a kind changes, and can change its order', () => {
    expect(formatShaping(form.withKind(steps, 1, 'stp'))).toBe('pad:at=device+stp:at=device');
    expect(form.withEarlier(steps, 1).map(({ name }) => name)).toEqual(['jitter', 'pad']);
    expect(form.withEarlier(steps, 0).map(({ name }) => name)).toEqual(['pad', 'jitter']);
  });

  it('is a preset wherever it runs, until a setting of it changes', () => {
    const balanced = form.stepsOfPreset('balanced');
    expect(form.presetOf(form.placed(balanced, 'gateway'))).toBe('balanced');
    expect(form.presetOf(form.withValue(balanced, 1, 'max', 0.06))).toBeNull();
    expect(form.presetOf(form.stepsOfPreset('strong'))).toBe('strong');
    expect(form.placeOf(form.placed([defaultStep('none'), ...balanced], 'pair'))).toBe('pair');
  });
});

describe('a slider', () => {
  const numbers = shapingCatalogue.flatMap(({ parameters }) =>
    parameters.flatMap((one) => (one.kind === 'number' ? [one] : [])),
  );

  it.each(numbers)('of $key stops at rising values the engine takes', (parameter) => {
    const stops = stopsOf(parameter);
    expect(stops.length).toBeGreaterThan(5);
    expect(stops.length).toBeLessThan(1010);
    expect([stops[0], stops.at(-1)]).toEqual([parameter.min, parameter.max]);
    stops.forEach((stop, i) => {
      if (i > 0) expect(stop).toBeGreaterThan(stops[i - 1]!);
      expect(typedValue(parameter, String(stop))).toBe(stop);
    });
    expect(nearestStop(stops, stops[3]! * 1.0000001)).toBe(3);
  });

  it('has a box that takes what lies between, and nothing else', () => {
    const [width] = numbers.filter(({ key }) => key === 'width');
    for (const bad of ['', ' ', '0', '1401', '1.5', 'x'])
      expect(typedValue(width!, bad)).toBeNull();
    expect(typedValue(width!, ' 81 ')).toBe(81);
    const [max] = numbers.filter(({ key }) => key === 'max');
    expect(typedValue(max!, '0,0123')).toBe(0.0123);
  });
});
