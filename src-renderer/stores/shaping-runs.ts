import type { ShapedRun, ShapingEffort } from '@contract/shaping';
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

/** A run with what it was measured on. */
export interface KeptRun {
  id: number;
  /** The user's own; null: what the shaping is called. */
  name: string | null;
  /** What people call the capture, and what tells it from others. */
  capture: string;
  captureKey: string;
  simulated: boolean;
  effort: ShapingEffort;
  run: ShapedRun;
}
export type NewRun = Omit<KeptRun, 'id' | 'name'>;

/** Runs of the same are of one capture, place, shaping and effort: the newer takes the place of the older. */
function isSame(a: NewRun, b: NewRun): boolean {
  const key = ({ captureKey, effort, run }: NewRun): string =>
    JSON.stringify([captureKey, run.vantage, run.shaping, effort]);
  return key(a) === key(b);
}

/** What was measured since the window opened, in the order measured. Nothing of it is written unless exported. */
export const useShapingRuns = defineStore('shaping-runs', () => {
  const all = shallowRef<readonly KeptRun[]>([]);
  /** Those laid side by side. */
  const compared = ref<number[]>([]);
  let last = 0;

  function add(fresh: NewRun): void {
    const old = all.value.find((one) => isSame(one, fresh));
    if (old === undefined) all.value = [...all.value, { ...fresh, id: ++last, name: null }];
    else all.value = all.value.map((one) => (one === old ? { ...old, ...fresh } : one));
  }

  /** An empty name gives it back what the shaping is called. */
  function rename(id: number, name: string): void {
    const said = name.trim().slice(0, 80);
    all.value = all.value.map((one) => (one.id === id ? { ...one, name: said || null } : one));
  }

  function remove(id: number): void {
    all.value = all.value.filter((one) => one.id !== id);
    compared.value = compared.value.filter((one) => one !== id);
  }

  function compare(id: number, wanted: boolean): void {
    const others = compared.value.filter((one) => one !== id);
    compared.value = wanted ? [...others, id] : others;
  }

  return { all, compared, add, rename, remove, compare };
});
