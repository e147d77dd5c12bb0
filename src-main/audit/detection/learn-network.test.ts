import { describe, expect, it } from 'vitest';
import { quietJob } from '../../contract/job';
import { Random } from '../../contract/random';
import { INBOUND, OUTBOUND, type View } from '../../contract/vantage';
import { composeView, rowsWhere, spokenWindows, windowEnds } from '../../features';
import { openCounter, openDetector } from '../../inference';
import { learnCounter } from './learn-counter';
import { learnDetector } from './learn-detector';
import type { TypePackets } from './owners';

/** Four hours: a type's request of 150 B and its answers of 90 and 130 B each minute or so, among others' packets. */
function home(seed: number): { view: View; packets: TypePackets } {
  const random = new Random(seed);
  const all: { time: number; length: number; direction: 0 | 1; own: 0 | 1 }[] = [];
  for (let time = 5; time < 14_400; time += random.between(50, 70)) {
    all.push({ time, length: 150, direction: OUTBOUND, own: 1 });
    all.push({ time: time + 0.1, length: 90, direction: INBOUND, own: 1 });
    all.push({ time: time + 0.2, length: 130, direction: INBOUND, own: 1 });
  }
  for (let time = 0; time < 14_400; time += random.between(0, 20)) {
    const length = [90, 130, 150][random.integer(3)]!;
    all.push({ time, length, direction: random.integer(2) as 0 | 1, own: 0 });
  }
  all.sort((one, other) => one.time - other.time);
  const view: View = {
    vantage: 'wireguard',
    count: all.length,
    time: Float64Array.from(all, ({ time }) => time),
    length: Uint32Array.from(all, ({ length }) => length),
    direction: Uint8Array.from(all, ({ direction }) => direction),
    serverPort: null,
    protocols: null,
  };
  const own = Uint8Array.from(all, (one) => one.own);
  const rows = rowsWhere(own);
  const packets = {
    own,
    rows,
    times: Float64Array.from(rows, (row) => view.time[row]!),
    devices: [rows],
    without: composeView(view, rowsWhere(own.map((one) => 1 - one))),
  };
  return { view, packets };
}

describe('a made-up day', () => {
  const settings = { method: 'cnn', window: null, withPorts: false, seed: 1 } as const;

  it('is told by the paper’s network: windows with a type from those without, on another day', async () => {
    const day = home(1);
    const detector = await learnDetector(day.view, 'bell', day.packets, settings, quietJob);
    if (typeof detector === 'number') throw new Error('it learned nothing');
    const open = await openDetector(detector);
    const { view, packets } = home(2);
    const ends = spokenWindows(packets.times, windowEnds(0, 14_400, 360, 360), 360);
    const shares = [
      await open.ask(view, ends, quietJob),
      await open.ask(packets.without, ends, quietJob),
    ];
    await open.release();
    const right = shares.map((of) => of.filter((share) => share >= 0.5).length / ends.length);
    expect(right[0]).toBeGreaterThan(0.95);
    expect(right[1]).toBeLessThan(0.05);
    const other = { ...detector, parameters: Buffer.from('short').toString('base64') } as const;
    await expect(openDetector(other)).rejects.toMatchObject({
      problem: { code: 'model-malformed' },
    });
  }, 60_000);

  it('is counted by regression', async () => {
    const { view, packets } = home(1);
    const options = { ...settings, method: 'best' } as const;
    const counter = await learnCounter(view, 'bell', packets, 360, 20, options, quietJob);
    const open = await openCounter(counter!);
    const [one] = await open.ask(view, [3600], quietJob);
    const [none] = await open.ask(packets.without, [3600], quietJob);
    await open.release();
    expect(Math.round(one!)).toBe(1);
    expect(Math.round(none!)).toBe(0);
  });
});
