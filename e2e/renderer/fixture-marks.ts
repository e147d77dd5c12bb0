import type { JudgedMarks } from '../../src-main/contract/marks';

/** Marks of a lamp and a lock: the lamp is told well, the lock not yet. */
export function fixtureJudged(): JudgedMarks {
  const start = 1_561_939_200;
  const marks = Array.from({ length: 24 }, (_, i) => ({
    time: start + 40 * i,
    device: i % 4 < 2 ? 'garden-lamp' : 'front-door',
    interaction: ['on', 'off', 'lock', 'unlock'][i % 4]!,
    moved: i === 7 ? null : 0.4,
  }));
  const of = (device: string, interaction: string, caused: number) => ({
    device,
    interaction,
    marks: 6,
    caused,
  });
  return {
    marks,
    interactions: [
      { ...of('front-door', 'lock', 6), curve: [], needed: 4 },
      { ...of('front-door', 'unlock', 5), curve: [], needed: 5 },
      {
        ...of('garden-lamp', 'off', 6),
        curve: [
          { repetitions: 5, f1: 0.8, tested: 12 },
          { repetitions: 10, f1: 0.96, tested: 7 },
        ],
        needed: 0,
      },
      {
        ...of('garden-lamp', 'on', 6),
        curve: [
          { repetitions: 5, f1: 0.5, tested: 12 },
          { repetitions: 10, f1: 0.75, tested: 7 },
        ],
        needed: 12,
      },
    ],
  };
}
