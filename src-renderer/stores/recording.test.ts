// @vitest-environment happy-dom
import type { Problem } from '@contract/errors';
import type { LiveEnd, LiveUpdate } from '@contract/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useRecording } from './recording';
import { mockBridge } from './testing/mock-bridge';

const gone: Problem = { code: 'interface-gone', params: { interface: 'wlan0' } };
const update = (state: string, packets = 3): LiveUpdate =>
  ({ status: { state, packets } }) as unknown as LiveUpdate;
const end = (packets = 3): LiveEnd => ({
  update: update('stopped', packets),
  end: 'asked',
  files: ['/tmp/1.pcapng'],
});
let outside: ReturnType<typeof mockBridge>;

beforeEach(() => {
  setActivePinia(createPinia());
  outside = mockBridge({
    startCapture: { jobId: 'ours', command: 'dumpcap -i wlan0' },
    pauseCapture: null,
    resumeCapture: null,
    stopCapture: null,
    saveCapture: { paths: ['/home/me/home.pcapng'], events: null },
    discardCapture: null,
  });
  vi.stubGlobal('homemole', outside.bridge);
});
afterEach(() => vi.unstubAllGlobals());

async function live() {
  const recording = useRecording();
  recording.setUp();
  recording.form.interface = 'wlan0';
  await recording.start();
  return recording;
}
async function ended() {
  const recording = await live();
  outside.send('captureEnded', { jobId: 'ours', result: end() });
  return recording;
}

describe('starting', () => {
  it('asks for what was set up, and follows its own job alone', async () => {
    const recording = await live();
    expect(recording.phase).toBe('live');
    expect(recording.command).toBe('dumpcap -i wlan0');
    outside.send('captureUpdate', { jobId: 'other', update: update('running', 99) });
    expect(recording.update).toBeNull();
    outside.send('captureUpdate', { jobId: 'ours', update: update('running') });
    expect(recording.update?.status.packets).toBe(3);
  });

  it('does not start while something is missing', async () => {
    const recording = useRecording();
    recording.setUp();
    await recording.start();
    expect(outside.of('startCapture')).not.toHaveBeenCalled();
    expect(recording.phase).toBe('setup');
  });

  it('goes back to the set-up, which is kept, when it is refused', async () => {
    outside.of('startCapture').mockResolvedValue({ ok: false, problem: gone });
    const recording = await live();
    expect(recording.phase).toBe('setup');
    expect(recording.problem).toEqual(gone);
    expect(recording.form.interface).toBe('wlan0');
    expect(outside.listening()).toBe(0);
  });

  it('does not lose what comes before the reply with the job id', async () => {
    outside.of('startCapture').mockImplementation(async () => {
      outside.send('captureUpdate', { jobId: 'ours', update: update('running') });
      outside.send('captureFailed', { jobId: 'ours', problem: gone, result: null });
      return { ok: true, value: { jobId: 'ours', command: '' } };
    });
    const recording = await live();
    expect(recording.phase).toBe('setup');
    expect(recording.problem).toEqual(gone);
  });
});

describe('while it runs', () => {
  it('pauses once, until the state comes', async () => {
    const recording = await live();
    outside.send('captureUpdate', { jobId: 'ours', update: update('running') });
    await recording.change('paused');
    await recording.change('paused');
    expect(outside.of('pauseCapture')).toHaveBeenCalledTimes(1);
    expect(recording.wanted).toBe('paused');
    outside.send('captureUpdate', { jobId: 'ours', update: update('paused') });
    expect([recording.paused, recording.wanted]).toEqual([true, null]);
    await recording.change('running');
    expect(outside.of('resumeCapture')).toHaveBeenCalledTimes(1);
  });

  it('says why it could not be paused or stopped, and goes on', async () => {
    const recording = await live();
    outside.of('pauseCapture').mockResolvedValue({ ok: false, problem: gone });
    await recording.change('paused');
    expect([recording.hitch, recording.wanted]).toEqual([gone, null]);
    outside.of('stopCapture').mockResolvedValue({ ok: false, problem: gone });
    await recording.stop();
    expect([recording.phase, recording.stopping]).toEqual(['live', false]);
  });

  it('ends when the outside says so, not when stop was pressed', async () => {
    const recording = await live();
    await recording.stop();
    expect([recording.phase, recording.stopping]).toEqual(['live', true]);
    outside.send('captureEnded', { jobId: 'ours', result: end() });
    expect([recording.phase, recording.stopping]).toEqual(['ended', false]);
    expect(outside.listening()).toBe(0);
  });

  it('keeps what there is when it breaks off', async () => {
    const recording = await live();
    outside.send('captureFailed', { jobId: 'ours', problem: gone, result: end() });
    expect(recording.phase).toBe('ended');
    expect(recording.problem).toEqual(gone);
    expect(recording.source()).toEqual({ jobId: 'ours', labels: null });
  });
});

describe('once it has ended', () => {
  it('is safe when saved whole, not when saved without addresses', async () => {
    const recording = await ended();
    await recording.save(true);
    expect(outside.of('saveCapture')).toHaveBeenLastCalledWith({ jobId: 'ours', anonymised: true });
    expect([recording.safe, recording.saved.length]).toEqual([false, 1]);
    await recording.save(false);
    expect(recording.safe).toBe(true);
  });

  it('is not saved when the dialog is dismissed or the disk is full', async () => {
    const recording = await ended();
    outside.of('saveCapture').mockResolvedValue({ ok: true, value: null });
    await recording.save(false);
    expect([recording.safe, recording.hitch]).toEqual([false, null]);
    const full: Problem = { code: 'disk-full', params: { path: '/home' } };
    outside.of('saveCapture').mockResolvedValue({ ok: false, problem: full });
    await recording.save(false);
    expect([recording.safe, recording.hitch]).toEqual([false, full]);
  });

  it('is let go once, and can be followed by another set-up', async () => {
    const recording = await ended();
    await recording.discard('setup');
    await recording.discard();
    expect(outside.of('discardCapture')).toHaveBeenCalledTimes(1);
    expect(outside.of('discardCapture')).toHaveBeenCalledWith({ jobId: 'ours' });
    expect([recording.phase, recording.form.interface]).toEqual(['setup', 'wlan0']);
  });

  it('cannot be discarded while it runs', async () => {
    const recording = await live();
    await recording.discard();
    expect(recording.phase).toBe('live');
    expect(outside.of('discardCapture')).not.toHaveBeenCalled();
  });
});
