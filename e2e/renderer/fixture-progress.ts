import type { Progress } from '../../src-main/contract/job';
import type { VantageName } from '../../src-main/contract/vantage';

/** Progress notices of a plausible run over the vantages. */
export function fixtureProgress(vantages: readonly VantageName[]): Progress[] {
  const all: Omit<Progress, 'fraction'>[] = [
    part('reading', 'flat.pcapng', 'bytes', 184_000_000),
    part('identifying', undefined, 'packets', 412_000),
  ];
  for (const vantage of vantages) {
    all.push(
      part('viewing', vantage, 'packets', 1_350_000),
      part('features', vantage, 'packets', 88_000),
      part('training', vantage, 'trees', 3.4),
      part('labelling', vantage, 'rows', 52_000),
      part('evaluating', vantage, 'rows', 610_000),
    );
  }
  return all.map((one, i) => ({
    ...one,
    fraction: (i + 1) / (all.length + 1),
    secondsLeft: i < 2 ? null : (all.length - i) * 11.7,
  }));
}

function part(
  stage: Progress['stage'],
  subject: string | undefined,
  unit: Progress['unit'],
  rate: number,
): Omit<Progress, 'fraction'> {
  return { stage, subject, done: 60, total: 100, unit, rate, secondsLeft: null };
}
