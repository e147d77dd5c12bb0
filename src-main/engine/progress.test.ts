import { describe, expect, it } from 'vitest';
import type { Progress } from '../contract/job';
import { plans, trackProgress } from './progress';

describe('progress of a job', () => {
  const collect = (times: number[]) => {
    const sent: Progress[] = [];
    let call = 0;
    const report = trackProgress(
      [
        { stage: 'reading', weight: 1 },
        { stage: 'training', subject: 'napt', weight: 3 },
      ],
      (progress) => sent.push(progress),
      () => times[Math.min(call++, times.length - 1)] as number,
    );
    return { sent, report };
  };

  it('weighs the steps and never falls', () => {
    const { sent, report } = collect([0, 1000, 2000, 3000, 4000, 5000]);
    report({ stage: 'reading', done: 50, total: 100, unit: 'bytes' });
    report({ stage: 'training', done: 1, total: 3, unit: 'trees' });
    report({ stage: 'reading', done: 100, total: 100, unit: 'bytes' });
    report({ stage: 'training', done: 3, total: 3, unit: 'trees' });
    expect(sent.map(({ fraction }) => fraction)).toEqual([0.125, 0.5, 1]);
    expect(sent[1]?.subject).toBe('napt');
  });

  it('estimates the time left from the whole job so far', () => {
    const { sent, report } = collect([0, 4000]);
    report({ stage: 'reading', done: 100, total: 100, unit: 'bytes' });
    expect(sent[0]?.secondsLeft).toBeCloseTo(12);
  });

  it('keeps to ten messages a second within a step', () => {
    const { sent, report } = collect([0, 0, 50, 99, 101, 150]);
    for (let done = 0; done < 5; done++)
      report({ stage: 'reading', done, total: 10, unit: 'bytes' });
    expect(sent.map(({ done }) => done)).toEqual([0, 3]);
  });

  it('plans every vantage of an audit to the end', () => {
    const sent: Progress[] = [];
    const report = trackProgress(plans.audit(['napt', 'wireguard'], 1), (p) => sent.push(p));
    for (const stage of ['reading', 'identifying'] as const) {
      report({ stage, done: 1, total: 1, unit: 'bytes' });
    }
    for (const subject of ['napt', 'wireguard']) {
      report({ stage: 'viewing', subject, done: 1, total: 1, unit: 'packets' });
      report({ stage: 'features', subject, done: 1, total: 1, unit: 'packets' });
      report({ stage: 'training', done: 1, total: 1, unit: 'trees' });
      report({ stage: 'features', subject, done: 1, total: 1, unit: 'packets' });
      report({ stage: 'labelling', done: 1, total: 1, unit: 'rows' });
      report({ stage: 'evaluating', subject, done: 1, total: 1, unit: 'steps' });
    }
    expect(sent.at(-1)?.fraction).toBeCloseTo(1);
    expect(sent.filter(({ stage }) => stage === 'training').map(({ subject }) => subject)).toEqual([
      'napt',
      'wireguard',
    ]);
  });
});
