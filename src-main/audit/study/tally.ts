import type { Problem } from '../../contract/errors';
import type { Score } from '../../contract/results';
import type {
  Estimate,
  LeakageGap,
  StudyBaseline,
  StudyCell,
  StudyFailure,
  StudyRun,
} from '../../contract/study';
import { estimateOf } from '../../evaluation';
import { keyOf, type PlannedRun } from './plan';
import { type LabelledParts, scoreBaselines } from './run-cell';

interface Entry {
  readonly cell: StudyCell;
  readonly scores: Score[];
  readonly seeds: number[];
  readonly trainPackets: number;
  readonly testPackets: number;
}

type BaselineEntry = Omit<StudyBaseline, 'permuted'>;

/** What the runs of a study came to, summed over their seeds. */
export class StudyTally {
  readonly failures: StudyFailure[] = [];
  private readonly entries = new Map<string, Entry>();
  private readonly controls = new Map<string, Entry>();
  private readonly simple = new Map<string, BaselineEntry>();

  add({ cell, seed, permuted }: PlannedRun, score: Score, labelled: LabelledParts): void {
    const entries = permuted ? this.controls : this.entries;
    const key = permuted ? baselineKey(cell) : keyOf(cell);
    const { trainPackets, testPackets } = labelled;
    const entry = entries.get(key) ?? { cell, scores: [], seeds: [], trainPackets, testPackets };
    entry.scores.push(score);
    entry.seeds.push(seed);
    entries.set(key, entry);
  }

  fail({ cell, seed, permuted }: PlannedRun, problem: Problem): void {
    this.failures.push({ cell, seed, permuted, problem });
  }

  /** Measures what needs no training, once for all cells that share a split. */
  baseline(cell: StudyCell, labelled: LabelledParts): void {
    const key = baselineKey(cell);
    if (this.simple.has(key)) return;
    const { vantage, scenario, split, window } = cell;
    const { majority, nearestLength } = scoreBaselines(labelled);
    this.simple.set(key, {
      ...{ vantage, scenario, split, window },
      majority: figuresOf(majority),
      nearestLength: figuresOf(nearestLength),
    });
  }

  runs(): StudyRun[] {
    return [...this.entries.values()].map((entry) => {
      const { cell, scores, seeds, trainPackets, testPackets } = entry;
      const iot = scores.map(({ iotAccuracy }) => iotAccuracy).filter((value) => value !== null);
      return {
        ...cell,
        seeds,
        overallAccuracy: estimateOf(scores.map(({ overallAccuracy }) => overallAccuracy)),
        iotAccuracy: iot.length === 0 ? null : estimateOf(iot),
        macroRecall: macroRecallOf(entry),
        categoryAccuracy: meanRecalls(scores),
        confusion: (scores[0] as Score).confusion,
        ...{ trainPackets, testPackets },
      };
    });
  }

  baselines(): StudyBaseline[] {
    return [...this.simple].map(([key, entry]) => {
      const control = this.controls.get(key);
      if (!control) return { ...entry, permuted: null };
      const [first] = control.scores as [Score];
      const chance = 1 / Object.keys(first.categoryAccuracy).length;
      const { model } = control.cell;
      return { ...entry, permuted: { model, macroRecall: macroRecallOf(control), chance } };
    });
  }

  /** Of each cell that was split both ways. The split by time has one window for models that know none. */
  leakage(): LeakageGap[] {
    const runs = this.runs();
    return runs.flatMap((random) => {
      if (random.split !== 'random') return [];
      const time = runs.find((other) => isSameButSplit(other, random));
      if (!time) return [];
      const { vantage, model, scenario, window, ablation, portMode } = random;
      const gap = (one: Estimate, other: Estimate): number => one.mean - other.mean;
      return [
        {
          ...{ vantage, model, scenario, window, ablation, portMode },
          overallAccuracy: gap(random.overallAccuracy, time.overallAccuracy),
          iotAccuracy:
            random.iotAccuracy && time.iotAccuracy
              ? gap(random.iotAccuracy, time.iotAccuracy)
              : null,
          macroRecall: gap(random.macroRecall, time.macroRecall),
        },
      ];
    });
  }
}

function isSameButSplit(time: StudyRun, random: StudyRun): boolean {
  const knowsWindows = random.model === 'lstm' || random.model === 'blstm';
  const window = knowsWindows ? random.window : time.window;
  return (
    time.split === 'time' &&
    keyOf({ ...time, split: 'random', window }) === keyOf({ ...random, window })
  );
}

/** Of `plan.ts`: windows make a difference to what is drawn only. */
function baselineKey({ vantage, scenario, split, window }: StudyCell): string {
  return [vantage, scenario, split, split === 'random' ? window : 0].join(' ');
}

function figuresOf({ overallAccuracy, macroRecall }: Score): {
  overallAccuracy: number;
  macroRecall: number;
} {
  return { overallAccuracy, macroRecall };
}

function macroRecallOf({ scores }: Entry): Estimate {
  return estimateOf(scores.map(({ macroRecall }) => macroRecall));
}

/** A class that another seed's test part lacks is averaged over those that have it. */
function meanRecalls(scores: readonly Score[]): Record<string, number> {
  const sums = new Map<string, { sum: number; count: number }>();
  for (const { categoryAccuracy } of scores) {
    for (const [name, recall] of Object.entries(categoryAccuracy)) {
      const { sum, count } = sums.get(name) ?? { sum: 0, count: 0 };
      sums.set(name, { sum: sum + recall, count: count + 1 });
    }
  }
  return Object.fromEntries([...sums].map(([name, { sum, count }]) => [name, sum / count]));
}
