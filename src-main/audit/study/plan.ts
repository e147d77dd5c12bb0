import type { StudyCell, StudyPlan, StudyPortMode } from '../../contract/study';

/** One training and test of a study. */
export interface PlannedRun {
  readonly cell: StudyCell;
  readonly seed: number;
  /** Taught with permuted labels, to see that it then knows nothing. */
  readonly permuted: boolean;
  /** What people read while it runs; no two runs of a plan have the same. */
  readonly subject: string;
}

/**
 * Every run of a plan in the order in which it is done: those that share a view lie together, seeds
 * innermost. Combinations that mean the same are run once (`meaningOf`).
 */
export function runsOf(plan: StudyPlan): PlannedRun[] {
  const runs: PlannedRun[] = [];
  for (const vantage of plan.vantages) {
    for (const scenario of plan.scenarios) {
      const cells = cellsOf(plan, { vantage, scenario });
      const controls = plan.permuted ? controlsOf(plan, cells) : [];
      for (const [permuted, some] of [[true, controls] as const, [false, cells] as const]) {
        for (const cell of some) {
          for (const seed of plan.seeds) {
            runs.push({ cell, seed, permuted, subject: subjectOf(plan, cell, seed, permuted) });
          }
        }
      }
    }
  }
  return runs;
}

/** Cells in which each type is left out in turn: those split by time, with all that the eavesdropper sees. */
export function leaveOutsOf(plan: StudyPlan): PlannedRun[] {
  if (plan.unknown !== true) return [];
  const [seed] = plan.seeds as [number];
  const runs = runsOf({ ...plan, seeds: [seed], permuted: false });
  return runs
    .filter(({ cell: { split, ablation } }) => split === 'time' && ablation === 'none')
    .map((run) => ({ ...run, subject: `${run.subject}, types left out` }));
}

/** What two cells that mean the same have in common. */
export function keyOf(cell: StudyCell): string {
  const { vantage, scenario, portMode, split, window, ablation, model } = cell;
  return [vantage, scenario, portMode, split, window, ablation, model].join(' ');
}

function cellsOf(plan: StudyPlan, shared: Pick<StudyCell, 'vantage' | 'scenario'>): StudyCell[] {
  const cells = plan.portModes.flatMap((portMode) =>
    plan.splits.flatMap((split) =>
      plan.windows.flatMap((window) =>
        plan.ablations.flatMap((ablation) =>
          plan.models.map((model) =>
            meaningOf({ ...shared, portMode, split, window, ablation, model }, plan),
          ),
        ),
      ),
    ),
  );
  return [...new Map(cells.map((cell) => [keyOf(cell), cell])).values()];
}

/**
 * The cell without differences that make none: a tunnel shows no ports, without ports it is all one which
 * they were, and a forest knows no windows unless they are drawn at random.
 */
function meaningOf(cell: StudyCell, { windows, portModes }: StudyPlan): StudyCell {
  const isTunnel = cell.vantage !== 'napt';
  const ablation = isTunnel && cell.ablation === 'no-port' ? 'none' : cell.ablation;
  const portMode =
    isTunnel || ablation === 'no-port' ? (portModes[0] as StudyPortMode) : cell.portMode;
  const knowsWindows = cell.model === 'lstm' || cell.model === 'blstm' || cell.split === 'random';
  const window = knowsWindows ? cell.window : (windows[0] as number);
  return { ...cell, ablation, portMode, window };
}

/** The first model with all it may see, once for each way to split. */
function controlsOf({ models }: StudyPlan, cells: readonly StudyCell[]): StudyCell[] {
  const splits = new Map<string, StudyCell>();
  for (const cell of cells) {
    const key = `${cell.split} ${cell.window}`;
    if (cell.model === models[0] && !splits.has(key)) splits.set(key, cell);
  }
  return [...splits.values()];
}

/** In words, without what all runs of the plan have in common. */
function subjectOf(plan: StudyPlan, cell: StudyCell, seed: number, permuted: boolean): string {
  const words: [text: string, choices: readonly unknown[]][] = [
    [cell.scenario, plan.scenarios],
    [`${cell.split} split`, plan.splits],
    [`window ${cell.window}`, plan.windows],
    [cell.ablation === 'none' ? 'all features' : cell.ablation, plan.ablations],
    [`${cell.portMode} ports`, plan.portModes],
    [`seed ${seed}`, plan.seeds],
  ];
  const varied = words.filter(([, choices]) => choices.length > 1).map(([text]) => text);
  const control = permuted ? ['permuted labels'] : [];
  return [`${cell.vantage} ${cell.model}`, ...varied, ...control].join(', ');
}
