// @vitest-environment happy-dom
import type { Device } from '@contract/home';
import { trainingRequestSchema } from '@contract/ipc';
import type { Card } from '@contract/learning';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mockBridge } from './testing/mock-bridge';
import { useTraining } from './training';
import { classesOf, emptyTrainingForm, trainingFaults, trainingRequestOf } from './training-form';

const card = { name: 'x', data: { simulated: true }, training: null } as unknown as Card;
const progress = { stage: 'training', done: 1, total: 2, unit: 'steps', rate: null, fraction: 0.5 };
const point = { epoch: 1, loss: 2, validationLoss: null, validationAccuracy: null };

let outside: ReturnType<typeof mockBridge>;
beforeEach(() => {
  outside = mockBridge({
    startTraining: { jobId: 'ours' },
    cancelJob: { cancelled: true },
    keepModel: { id: 'own/x', name: 'x' },
    discardModel: null,
  });
  Object.assign(window, { homemole: outside.bridge });
  setActivePinia(createPinia());
});
afterEach(() => Object.assign(window, { homemole: undefined }));

async function running() {
  const training = useTraining();
  training.setUp({ kind: 'sample' }, 'wireguard');
  await training.start();
  return training;
}
async function done() {
  const training = await running();
  outside.send('jobDone', { jobId: 'ours', outcome: { kind: 'training', result: card } });
  return training;
}

describe('a training', () => {
  it('asks for what was set up, at the place that was looked at', async () => {
    const training = await running();
    expect(training.phase).toBe('running');
    const [request] = outside.of('startTraining').mock.calls[0]!;
    expect(trainingRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({ vantage: 'wireguard', devices: null, window: null, seed: 1 });
  });

  it('gathers the curve of its own job and ends with the card', async () => {
    const training = await running();
    outside.send('jobProgress', { jobId: 'other', progress: { ...progress, point } });
    expect(training.points).toEqual([]);
    for (const epoch of [0.5, 1]) {
      outside.send('jobProgress', {
        jobId: 'ours',
        progress: { ...progress, point: { ...point, epoch } },
      });
    }
    expect(training.points.map(({ epoch }) => epoch)).toEqual([0.5, 1]);
    outside.send('jobDone', { jobId: 'ours', outcome: { kind: 'training', result: card } });
    expect(training.phase).toBe('done');
    expect(training.simulated).toBe(true);
    expect(outside.listening()).toBe(0);
  });

  it('goes back to the set-up when it is cancelled, and when it fails, then with the reason', async () => {
    const training = await running();
    void training.cancel();
    expect(training.phase).toBe('cancelling');
    outside.send('jobFailed', { jobId: 'ours', problem: { code: 'cancelled', params: {} } });
    expect([training.phase, training.problem]).toEqual(['setup', null]);
    await training.start();
    const problem = { code: 'one-class-only', params: { type: 'lamp' } };
    outside.send('jobFailed', { jobId: 'ours', problem });
    expect([training.phase, training.problem]).toEqual(['setup', problem]);
  });

  it('is kept once, and then not discarded', async () => {
    const training = await done();
    await training.keep('x');
    await training.keep('y');
    expect(outside.of('keepModel').mock.calls).toEqual([[{ jobId: 'ours', name: 'x' }]]);
    await training.finish('off');
    expect(training.phase).toBe('off');
    expect(outside.of('discardModel')).not.toHaveBeenCalled();
  });

  it('stays when it cannot be kept, and is discarded when it is left', async () => {
    const training = await done();
    const problem = { code: 'model-name-taken', params: { name: 'x' } };
    outside.of('keepModel').mockResolvedValueOnce({ ok: false, problem });
    await training.keep('x');
    expect([training.phase, training.hitch]).toEqual(['done', problem]);
    await training.finish('setup');
    expect(training.phase).toBe('setup');
    expect(outside.of('discardModel').mock.calls).toEqual([[{ jobId: 'ours' }]]);
  });
});

describe('the set-up', () => {
  const device = (mac: string, type: string, kind: Device['kind'], internetPackets = 10): Device =>
    ({ mac, type, kind, internetPackets }) as Device;
  const home = [
    device('a', 'lamp', 'iot'),
    device('b', 'camera', 'iot'),
    device('c', 'phone', 'non-iot'),
    device('d', 'laptop', 'non-iot'),
    device('e', 'silent', 'iot', 0),
  ];
  const source = { kind: 'sample' } as const;

  it('tells smart devices apart by type, and phones and computers from those', () => {
    expect(classesOf(home, [])).toEqual(['lamp', 'camera', 'non-iot']);
    expect(classesOf(home, ['a'])).toEqual(['camera', 'non-iot']);
  });

  it('needs two kinds, and names the devices only where some are left out', () => {
    const form = emptyTrainingForm();
    expect(trainingRequestOf(form, source, home)?.devices).toBeNull();
    form.left = ['a', 'e'];
    expect(trainingRequestOf(form, source, home)?.devices).toEqual(['b', 'c', 'd']);
    form.left = ['a', 'b'];
    expect(trainingFaults(form, home)).toEqual(['classes']);
    expect(trainingRequestOf(form, source, home)).toBeNull();
  });

  it.each(['', '1.5', '-1', '4294967296', 'x'])('takes no seed "%s"', (seed) => {
    expect(trainingFaults({ ...emptyTrainingForm(), seed }, null)).toEqual(['seed']);
  });

  it('asks for window and epochs of networks alone', () => {
    const form = { ...emptyTrainingForm(), window: '1', epochs: '0' };
    expect(trainingFaults(form, null)).toEqual([]);
    expect(trainingFaults({ ...form, model: 'blstm' }, null)).toEqual(['window', 'epochs']);
    const request = trainingRequestOf(
      { ...form, model: 'lstm', window: '20', epochs: '3' },
      source,
      null,
    );
    expect(request).toMatchObject({ window: 20, epochs: 3 });
  });
});
