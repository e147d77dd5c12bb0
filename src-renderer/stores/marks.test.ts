// @vitest-environment happy-dom
import type { Problem } from '@contract/errors';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useMarks } from './marks';
import { useRecording } from './recording';
import { mockBridge } from './testing/mock-bridge';

const lamp = { device: '02:00:00:00:00:01', interaction: 'on' };
const door = { device: '02:00:00:00:00:02', interaction: 'lock' };
const full: Problem = { code: 'disk-full', params: { path: '/tmp', detail: 'no space' } };
const update = (state: string) => ({ status: { state, packets: 3 } });
let outside: ReturnType<typeof mockBridge>;

beforeEach(() => {
  setActivePinia(createPinia());
  outside = mockBridge({
    startCapture: { jobId: 'ours', command: '' },
    discardCapture: null,
    markEvents: null,
    judgeMarks: { marks: [], interactions: [] },
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
const end = (): void =>
  outside.send('captureEnded', {
    jobId: 'ours',
    result: { update: update('stopped'), end: 'asked', files: ['/tmp/1.pcapng'] },
  });
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
const sent = () =>
  outside.of('markEvents').mock.calls.map(([request]) => (request as { marks: unknown[] }).marks);

describe('deeds', () => {
  it('are nine at the most, each once, and have a name', () => {
    const marks = useMarks();
    expect(marks.add({ device: lamp.device, interaction: '  on ' })).toBe(true);
    expect(marks.deeds).toEqual([lamp]);
    expect(marks.add(lamp)).toBe(false);
    expect(marks.add({ ...lamp, interaction: ' ' })).toBe(false);
    for (let i = 0; i < 8; i++) expect(marks.add({ ...lamp, interaction: `${i}` })).toBe(true);
    expect(marks.add(door)).toBe(false);
    marks.remove(lamp);
    expect(marks.add(door)).toBe(true);
  });
});

describe('marks', () => {
  it('are kept outside at once, with the time of the press, and can be taken back', async () => {
    const marks = useMarks();
    marks.mark(lamp, 1000);
    expect(marks.marks).toEqual([]);
    await live();
    marks.mark(lamp, 12_345);
    marks.mark(door, 13_000);
    await settle();
    expect(outside.of('markEvents')).toHaveBeenLastCalledWith({
      jobId: 'ours',
      marks: [
        { ...lamp, time: 12.345 },
        { ...door, time: 13 },
      ],
    });
    expect([marks.countOf(lamp), marks.count]).toEqual([1, 2]);
    marks.undo();
    await settle();
    expect(sent().at(-1)).toEqual([{ ...lamp, time: 12.345 }]);
  });

  it('wait for one another: what was marked meanwhile goes with the next', async () => {
    const marks = useMarks();
    await live();
    let answer: (value: unknown) => void = () => undefined;
    outside.of('markEvents').mockReturnValueOnce(new Promise((done) => (answer = done)));
    for (const time of [1000, 2000, 3000]) marks.mark(lamp, time);
    await settle();
    expect(sent().map((all) => all.length)).toEqual([1]);
    answer({ ok: false, problem: full });
    await settle();
    // The next takes them all along, and it goes well.
    expect(sent().map((all) => all.length)).toEqual([1, 3]);
    expect(marks.problem).toBeNull();
    outside.of('markEvents').mockResolvedValueOnce({ ok: false, problem: full });
    marks.mark(lamp, 4000);
    await settle();
    expect(marks.problem).toEqual(full);
  });

  it('are of one recording', async () => {
    const marks = useMarks();
    marks.add(lamp);
    const recording = await live();
    marks.mark(lamp, 1000);
    end();
    marks.mark(lamp, 2000);
    expect(marks.count).toBe(1);
    await recording.discard();
    expect(marks.count).toBe(0);
    outside
      .of('startCapture')
      .mockResolvedValue({ ok: true, value: { jobId: 'next', command: '' } });
    await live();
    marks.mark(lamp, 3000);
    expect(marks.marks).toEqual([{ ...lamp, time: 3 }]);
    expect(marks.deeds).toEqual([lamp]);
  });
});

describe('a guided session', () => {
  it('marks each time the ring closes, and ends', async () => {
    const marks = useMarks();
    await live();
    marks.startGuide(lamp, 3, 20, 0);
    marks.tick(19_900);
    expect(marks.marks).toEqual([]);
    marks.tick(20_040);
    marks.tick(40_050);
    expect(marks.guide?.done).toBe(2);
    // The moment is that at which the ring closed, not that at which the window came to it.
    expect(marks.marks.map(({ time }) => time)).toEqual([20, 40]);
    marks.tick(60_000);
    expect(marks.guide).toBeNull();
    marks.tick(80_000);
    expect(marks.marks).toHaveLength(3);
  });

  it('does not catch up after a sleep, waits in a pause, and ends with the recording', async () => {
    const marks = useMarks();
    await live();
    marks.startGuide(lamp, 9, 20, 0);
    marks.tick(100_000);
    expect(marks.marks).toHaveLength(1);
    expect(marks.guide?.next).toBe(120_000);
    outside.send('captureUpdate', { jobId: 'ours', update: update('paused') });
    marks.tick(130_000);
    expect(marks.marks).toHaveLength(1);
    expect(marks.guide?.next).toBe(150_000);
    end();
    marks.tick(160_000);
    expect(marks.guide).toBeNull();
    expect(marks.marks).toHaveLength(1);
  });
});

describe('judging', () => {
  it('is asked once, when there are marks and the recording has ended', async () => {
    const marks = useMarks();
    await live();
    marks.mark(lamp, 1000);
    await marks.judge();
    expect(outside.of('judgeMarks')).not.toHaveBeenCalled();
    end();
    await Promise.all([marks.judge(), marks.judge()]);
    await marks.judge();
    expect(outside.of('judgeMarks').mock.calls).toEqual([[{ jobId: 'ours', labels: null }]]);
    expect(marks.judged).toEqual({ marks: [], interactions: [] });
  });

  it('says why it cannot', async () => {
    const marks = useMarks();
    await live();
    marks.mark(lamp, 1000);
    end();
    outside.of('judgeMarks').mockResolvedValue({ ok: false, problem: full });
    await marks.judge();
    expect([marks.problem, marks.judging]).toEqual([full, false]);
  });
});
