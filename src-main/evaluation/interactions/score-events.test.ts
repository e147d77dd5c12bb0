import { describe, expect, it } from 'vitest';
import type { FoundEvent } from '../../contract/interactions';
import { type MarkedEvent, rightClaims, scoreEvents } from './score-events';

const claim = (time: number, interaction: string, device = 'door'): FoundEvent => ({
  time,
  device,
  interaction,
  count: 1,
  confidence: 0.9,
});
const event = (time: number, interaction: string, device = 'door', blur = 0): MarkedEvent => ({
  time,
  device,
  interaction,
  blur,
});

describe('claims of events', () => {
  it('are right within 10 s, once each, the nearest first', () => {
    const claims = [claim(0, 'lock'), claim(95, 'lock'), claim(99, 'lock'), claim(300, 'lock')];
    const right = rightClaims(claims, [event(9, 'lock'), event(100, 'lock'), event(311, 'lock')]);
    expect([...right].map(({ time }) => time).sort((a, b) => a - b)).toEqual([0, 99]);
  });

  it('may be a minute off where the marked time may be', () => {
    expect(rightClaims([claim(65, 'lock')], [event(0, 'lock')]).size).toBe(0);
    expect(rightClaims([claim(65, 'lock')], [event(0, 'lock', 'door', 60)]).size).toBe(1);
  });

  it('are scored by interaction, and confused ones are no false alarms', () => {
    const events = [event(0, 'lock'), event(100, 'unlock'), event(200, 'lock'), event(400, 'lock')];
    // Right, the wrong interaction, missed twice, and one where nothing was.
    const claims = [claim(1, 'lock'), claim(101, 'lock'), claim(3000, 'unlock')];
    const scored = scoreEvents(claims, events, 43_200);
    expect(scored.scores).toEqual([
      {
        device: 'door',
        interaction: 'lock',
        events: 3,
        claimed: 2,
        right: 1,
        precision: 0.5,
        recall: 1 / 3,
      },
      {
        device: 'door',
        interaction: 'unlock',
        events: 1,
        claimed: 1,
        right: 0,
        precision: 0,
        recall: 0,
      },
    ]);
    // 2 · 1 / (3 + 2)
    expect(scored.f1).toEqual({ lock: 0.4, unlock: 0 });
    expect(scored.macroF1).toBe(0.2);
    expect(scored.falseAlarmsPerDay).toBe(2);
    expect(scored.confusion).toEqual({
      labels: ['lock', 'unlock', 'none'],
      matrix: [
        [1, 0, 2],
        [1, 0, 0],
        [0, 1, 0],
      ],
    });
  });

  it('miscount by what is too many and too few in a minute, of all there were', () => {
    const events = [event(0, 'lock'), event(5, 'lock'), event(70, 'lock'), event(130, 'lock')];
    const claims = [claim(1, 'lock'), claim(71, 'lock'), claim(75, 'lock'), claim(131, 'lock')];
    // Minutes: 2 and 1, 1 and 2, 1 and 1: off by 2 of 4.
    expect(scoreEvents(claims, events, 86_400).rte).toEqual({ lock: 0.5 });
  });

  it('of another device are not right', () => {
    const scored = scoreEvents([claim(0, 'lock', 'shed')], [event(0, 'lock')], 86_400);
    expect(scored.scores.map(({ right }) => right)).toEqual([0, 0]);
    expect(scored.falseAlarmsPerDay).toBe(1);
  });
});
