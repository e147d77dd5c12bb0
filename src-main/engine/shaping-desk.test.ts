import { resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DUMMY, FRAGMENT, REAL, shapingTrialSchema } from '../contract/shaping';
import { ShapingDesk } from './shaping-desk';

const resources = resolve(import.meta.dirname, '../../resources');
const at = (file: string): string => resolve(resources, 'sample-home', file);
const input = {
  captures: [at('capture.pcapng')],
  labels: at('devices.csv'),
  resources,
  knownDevices: null,
  workerEntry: undefined,
};
const trial = (shaping: string) => ({ input, vantage: 'wireguard' as const, shaping, seed: 1 });

describe('the desk of the shaping laboratory', () => {
  const desk = new ShapingDesk();
  afterAll(() => desk.forget());

  it('answers as the contract says, and nothing changes without shaping', async () => {
    const answer = await desk.try(trial('none'));
    expect(shapingTrialSchema.parse(answer)).toEqual(answer);
    expect(answer?.simulated).toBe(true);
    expect(answer?.after).toEqual(answer?.before);
    expect(answer?.claimsAfter).toEqual(answer?.claimsBefore);
    expect(answer?.devices.every((one) => one.recallBefore === one.recallAfter)).toBe(true);
    expect(answer?.stripAfter.kind.every((kind) => kind === REAL)).toBe(true);
  }, 60_000);

  it('shows what a shaping hides, which packets are made up, and which wait', async () => {
    const answer = await desk.try(trial('constant-rate:interval=0.05,devices=all'));
    expect(answer?.after.iotAccuracy?.value).toBeLessThan(
      (answer?.before.iotAccuracy?.value as number) / 2,
    );
    expect(answer?.stripAfter.kind).toContain(DUMMY);
    expect(new Set(answer?.stripAfter.size).size).toBe(1);
    expect(answer?.stripBefore.delay.every((delay) => delay === 0)).toBe(true);
    const late = (await desk.try(trial('pad:scheme=random,width=1400+batch')))?.stripAfter;
    expect(Math.max(...(late?.delay ?? []))).toBeGreaterThan(0.05);
    expect(late?.kind).not.toContain(DUMMY);
    expect(late?.kind.every((kind) => kind === REAL || kind === FRAGMENT)).toBe(true);
  }, 60_000);

  it('leaves a setting that another came after, and tells what is wrong with one', async () => {
    const [first, second] = await Promise.all([desk.try(trial('pad')), desk.try(trial('jitter'))]);
    expect(first).toBeNull();
    expect(second?.shaping).toBe('jitter');
    await expect(desk.try(trial('fog'))).rejects.toThrow(/shaping-malformed/);
    await expect(desk.try(trial('stp:at=gateway'))).rejects.toThrow(/shaping-impossible/);
  }, 60_000);
});
