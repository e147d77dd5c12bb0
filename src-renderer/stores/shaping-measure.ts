import type { Problem } from '@contract/errors';
import type { ShapingEffort, ShapingSearch } from '@contract/shaping';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { seed, sourceOf, type Chosen } from './chosen';
import { followedJob } from './followed-job';
import type { LabVantage } from './laboratory-form';
import { useShapingRuns } from './shaping-runs';

/** How dear a measurement is: `quick` looks at one hour of every six with a smaller forest. */
const efforts = {
  quick: { model: 'best', trees: 15, hoursOfDay: 4, adaptive: true },
  full: { model: 'best', trees: 30, hoursOfDay: 24, adaptive: true },
} as const satisfies Record<string, ShapingEffort>;
export type EffortKey = keyof typeof efforts;

/** The sample home is short: all of it is used even for a quick look. */
function effortOn({ kind }: Chosen, key: EffortKey): ShapingEffort {
  return kind === 'sample' ? { ...efforts[key], hoursOfDay: 24 } : efforts[key];
}

/** On what a job works; `capture` is what people call it. */
export interface Subject {
  chosen: Chosen;
  capture: string;
  vantage: LabVantage;
}

export const captureKeyOf = (chosen: Chosen): string => JSON.stringify(chosen);

/** Measures a shaping against an adversary who adapts, behind whatever is on the screen; what comes out is kept. */
export const useShapingMeasure = defineStore('shaping-measure', () => {
  const runs = useShapingRuns();
  const effort = ref<EffortKey>('quick');
  /** What is measured now. */
  const shaping = ref('');
  /** Why the shaping itself came to nothing, where others of the job did not. */
  const failure = shallowRef<Problem | null>(null);
  let subject: Subject | null = null;

  const job = followedJob('shaping', 'startShaping', (study) => {
    if (subject === null) return;
    const { chosen, capture } = subject;
    for (const run of study.runs)
      runs.add({
        capture,
        captureKey: captureKeyOf(chosen),
        simulated: study.simulated,
        effort: study.plan.effort,
        run,
      });
    failure.value = study.failures[0]?.problem ?? null;
  });

  async function measure(on: Subject, text: string): Promise<void> {
    if (job.busy.value) return;
    subject = on;
    shaping.value = text;
    failure.value = null;
    const plan = {
      vantages: [on.vantage],
      shapings: [text],
      seed,
      effort: effortOn(on.chosen, effort.value),
    };
    await job.start({ source: sourceOf(on.chosen), plan });
  }

  return { effort, shaping, failure, ...job, measure };
});

/** Looks for the best shaping within a budget. */
export const useShapingSearch = defineStore('shaping-search', () => {
  const runs = useShapingRuns();
  const effort = ref<EffortKey>('quick');
  /** As typed: per cent more traffic, and milliseconds that 95 % of the packets may wait. */
  const more = ref('20');
  const wait = ref('50');
  const found = shallowRef<ShapingSearch | null>(null);
  let subject: Subject | null = null;

  const job = followedJob('shaping-search', 'startShapingSearch', (search) => {
    found.value = search;
    if (subject === null || search.best === null) return;
    const { chosen, capture } = subject;
    runs.add({
      capture,
      captureKey: captureKeyOf(chosen),
      simulated: search.simulated,
      effort: effortOn(chosen, effort.value),
      run: search.best,
    });
  });

  /** The budget as the engine takes it; null where what was typed is none. */
  function budget(): { bytesRatio: number; latencySeconds: number } | null {
    const [percent, ms] = [more.value, wait.value].map((one) =>
      one.trim() === '' ? NaN : Number(one.replace(',', '.')),
    ) as [number, number];
    const good = percent >= 0 && percent <= 99_900 && ms >= 0 && ms <= 60_000;
    return good ? { bytesRatio: 1 + percent / 100, latencySeconds: ms / 1000 } : null;
  }

  async function search(on: Subject): Promise<void> {
    const within = budget();
    if (job.busy.value || within === null) return;
    subject = on;
    found.value = null;
    await job.start({
      source: sourceOf(on.chosen),
      vantage: on.vantage,
      budget: within,
      effort: effortOn(on.chosen, effort.value),
      seed,
    });
  }

  return { effort, more, wait, found, ...job, budget, search };
});
