import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainedSchema } from '../contract/ipc';
import type { TenSeconds } from '../contract/ten-seconds';
import { ExplainDesk, type Question } from './explain-desk';
import { KeptAdversaries } from './kept-adversaries';
import { audit, sampleHome } from './operations';
import { TenSecondsDesk } from './ten-seconds';

const resources = resolve(import.meta.dirname, '../../resources');
const place = { resources, workerEntry: undefined, knownDevices: null };
const { events, ...sample } = sampleHome({ resources });
const input = { ...sample, ...place };

describe('the desk that explains packets', () => {
  const views = new TenSecondsDesk();
  const kept = new KeptAdversaries();
  const desk = new ExplainDesk(views, kept);
  let seen: TenSeconds;
  beforeAll(async () => {
    const onTrained = await kept.begin(input);
    const hooks = { signal: new AbortController().signal, progress: () => undefined };
    await audit(
      { ...sample, vantages: ['wireguard'], models: ['forest'], seed: 1, onTrained },
      place,
      hooks,
    );
    seen = (await views.look({ input, events, vantage: 'wireguard', from: null, seconds: 10 }))!;
  });
  afterAll(async () => {
    views.forget();
    await desk.forget();
  });

  /** Asks of a packet of the tunnel's column. */
  const question = (i: number, changes: Partial<Question> = {}): Question => ({
    input,
    events,
    vantage: 'wireguard',
    packet: {
      time: seen.span.from + seen.tunnel.time[i]!,
      length: seen.tunnel.length[i]!,
      direction: seen.tunnel.way[i]!,
    },
    adversary: { kind: 'audit' },
    ...changes,
  });

  it('finds each packet that was listed, and the truth of it', async () => {
    for (const i of [0, 5, 11]) {
      const answer = explainedSchema.parse(await desk.explain(question(i)));
      if (answer.kind !== 'explained') throw new Error(answer.kind);
      const { packet, truth, simulated, learnedFrom } = answer.explanation;
      expect(packet).toMatchObject({
        length: seen.tunnel.length[i],
        direction: seen.tunnel.way[i],
      });
      expect(packet.time - seen.span.from).toBeCloseTo(seen.tunnel.time[i]!, 5);
      const device = seen.inside.device[seen.tunnel.carries[i]!];
      expect(truth?.device).toBe(device === undefined ? undefined : seen.devices[device]!.name);
      expect(simulated).toBe(true);
      // Two thirds of the hour are learned from.
      const share = (packet.time - seen.start) / (seen.end - seen.start);
      expect(learnedFrom).toBe(share < 2 / 3);
    }
  });

  it('has no adversary for another vantage, nor for other files', async () => {
    expect(await desk.explain(question(0, { vantage: 'napt' }))).toEqual({ kind: 'no-packet' });
    const { router, span } = seen;
    const packet = {
      time: span.from + router.time[0]!,
      length: router.length[0]!,
      direction: router.way[0]!,
    };
    expect(await desk.explain(question(0, { vantage: 'napt', packet }))).toEqual({
      kind: 'no-adversary',
    });
    expect(await kept.of({ captures: sample.captures, labels: null }, 'wireguard')).toBeNull();
  });

  it('answers the newest of several questions, and none once the capture is let go', async () => {
    const answers = await Promise.all([0, 1, 2].map((i) => desk.explain(question(i))));
    expect(answers.map((answer) => answer?.kind ?? null)).toEqual([null, null, 'explained']);
    views.forget();
    expect(await desk.explain(question(0))).toBeNull();
  });
});
