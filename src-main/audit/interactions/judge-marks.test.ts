import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { type CurvePoint, judgedMarksSchema } from '../../contract/marks';
import { Random } from '../../contract/random';
import { judgeMarks, stillNeeded } from './judge-marks';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'homemole-marks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const real = resolve(root, '../shared/data/home14');
const reason = existsSync(real) ? '' : ' (skipped: the development captures are not here)';

describe.skipIf(reason !== '')(`marks of a real door, each some seconds off${reason}`, () => {
  it('are moved to the packet that came of it, by name or by MAC, and judged', async () => {
    const random = new Random(5);
    const rows = readFileSync(join(real, 'interactions.csv'), 'utf8').trim().split('\n');
    const from = Date.UTC(2019, 6, 2) / 1000;
    const own = rows.slice(1).flatMap((line) => {
      const [time, device = '', interaction = ''] = line.split(',');
      const at = Number(time);
      if (device !== 'ultraloq-hub-01' || at < from || at >= from + 86_400) return [];
      // Somebody presses a key up to two seconds before or after.
      return [{ at, marked: at + 4 * random.uniform() - 2, interaction }];
    });
    expect(own.length).toBeGreaterThan(40);
    const labels = readFileSync(join(real, 'devices.csv'), 'utf8').split('\n');
    const mac = labels.find((line) => line.startsWith('ultraloq-hub-01'))!.split(',')[1]!;
    const events = join(folder, 'events.csv');
    const lines = own.map((one, i) =>
      [one.marked.toFixed(3), i % 2 ? mac : 'ultraloq-hub-01', one.interaction].join(','),
    );
    writeFileSync(events, ['time_epoch,device,interaction', ...lines, ''].join('\n'));

    const captures = [join(real, 'home14-2019-07-02.pcap')];
    const resources = join(root, 'resources');
    const options = { captures, labels: join(real, 'devices.csv'), resources, knownDevices: null };
    const judged = await judgeMarks({ ...options, events, seed: 1 }, quietJob);
    expect(judgedMarksSchema.parse(judged)).toEqual(judged);
    expect(new Set(judged.marks.map(({ device }) => device))).toEqual(new Set(['ultraloq-hub-01']));
    const times = judged.marks.filter(({ moved }) => moved !== null).map(({ time }) => time);
    const found = own.filter(({ at }) => times.some((time) => Math.abs(time - at) < 0.5));
    expect(found.length / own.length).toBeGreaterThanOrEqual(0.95);
    // One day of this door is not enough to tell locking from unlocking.
    for (const { marks, caused, curve, needed } of judged.interactions) {
      expect(caused / marks).toBeGreaterThanOrEqual(0.95);
      expect(curve.map(({ repetitions }) => repetitions)).toEqual([5, 10, 20]);
      expect(needed).toBe(curve.at(-1)!.f1 >= 0.9 ? 0 : 2 * caused - caused);
    }
  });
});

describe('repetitions that are still needed', () => {
  const point = (repetitions: number, f1: number): CurvePoint => ({ repetitions, f1, tested: 5 });

  it('are none where it is told well, and ten in all before anything can be said', () => {
    expect(stillNeeded(12, [point(5, 0.7), point(10, 0.95)])).toBe(0);
    expect(stillNeeded(3, [])).toBe(7);
    expect(stillNeeded(0, [])).toBe(10);
  });

  it('follow from how fast the errors fall', () => {
    // From .4 to .2 with twice as many: another doubling gives .1, that is 20 in all.
    expect(stillNeeded(12, [point(5, 0.6), point(10, 0.8)])).toBe(8);
    // No better with more: as many again, sixty at the most.
    expect(stillNeeded(12, [point(5, 0.6), point(10, 0.6)])).toBe(12);
    expect(stillNeeded(50, [point(20, 0.5), point(40, 0.5)])).toBe(10);
  });
});
