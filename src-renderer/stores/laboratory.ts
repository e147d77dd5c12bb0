import type { Problem } from '@contract/errors';
import type { ShapingRecipe, ShapingTrial } from '@contract/shaping';
import type { ShapingStep } from '@contract/shaping-parameters';
import { formatShaping } from '@contract/shaping-text';
import type { VantageName } from '@contract/vantage';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { ask } from '../bridge';
import { seed, sourceOf, type Chosen } from './chosen';
import { stepsOfPreset, type LabVantage } from './laboratory-form';

/** How long a slider rests before its setting is asked for. */
export const restMs = 150;

/**
 * The shaping laboratory, over whichever screen it was opened from: what is tried on which capture, and the
 * fast answer to it. What is shown stays until the next answer; of several questions the newest counts.
 */
export const useLaboratory = defineStore('laboratory', () => {
  const open = ref(false);
  const chosen = shallowRef<Chosen>({ kind: 'sample' });
  const vantage = ref<LabVantage>('wireguard');
  const steps = shallowRef<readonly ShapingStep[]>(stepsOfPreset('balanced'));
  const trial = shallowRef<ShapingTrial | null>(null);
  const recipes = shallowRef<readonly ShapingRecipe[] | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const asking = ref(false);
  let newest = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const shaping = computed(() => formatShaping(steps.value));
  const simulated = computed(() => trial.value?.simulated ?? chosen.value.kind === 'sample');

  /** Outdates every answer that is on its way. */
  function outdate(): number {
    clearTimeout(rest);
    return ++newest;
  }

  async function askNow(mine: number): Promise<void> {
    const setting = { vantage: vantage.value, shaping: shaping.value };
    const answer = await ask('tryShaping', { source: sourceOf(chosen.value), ...setting, seed });
    if (mine !== newest) return;
    asking.value = false;
    if (!answer.ok) {
      problem.value = answer.problem;
      trial.value = null;
      recipes.value = null;
      return;
    }
    // Null: another call came in between, whose answer is not ours.
    if (answer.value === null) return;
    problem.value = null;
    trial.value = Object.freeze(answer.value);
    const written = await ask('exportShaping', setting);
    if (mine === newest) recipes.value = written.ok ? Object.freeze(written.value) : null;
  }

  /** Asks for the setting as it is now, once it rests. */
  function askSoon(): void {
    const mine = outdate();
    if (!open.value) return;
    asking.value = true;
    rest = setTimeout(() => void askNow(mine), restMs);
  }

  /** Lets go of what was said of another capture or place. */
  function clear(): void {
    trial.value = null;
    recipes.value = null;
    problem.value = null;
  }

  function setSteps(next: readonly ShapingStep[]): void {
    if (formatShaping(next) === shaping.value && next.length === steps.value.length) return;
    steps.value = next;
    recipes.value = null;
    askSoon();
  }

  function setVantage(next: LabVantage): void {
    if (next === vantage.value) return;
    vantage.value = next;
    clear();
    askSoon();
  }

  function choose(next: Chosen): void {
    if (JSON.stringify(next) !== JSON.stringify(chosen.value)) clear();
    chosen.value = next;
    askSoon();
  }

  /** The open dialog; dismissed, nothing changes. */
  async function chooseFiles(): Promise<void> {
    const answer = await ask('chooseFiles', undefined);
    if (!answer.ok) problem.value = answer.problem;
    else if (answer.value !== null && answer.value.captures.length > 0)
      choose({ kind: 'files', ...answer.value });
  }

  /** Opens it, on a capture if one is given, else on that of the last time. */
  function show(next: Chosen | null, place: VantageName | null): void {
    open.value = true;
    if (place !== null && place !== 'lan') setVantage(place);
    choose(next ?? chosen.value);
  }

  /** Asks again after a problem. */
  function again(): void {
    problem.value = null;
    askSoon();
  }

  /** Back to the screen it was opened from; jobs go on. */
  function close(): void {
    outdate();
    open.value = false;
    asking.value = false;
    clear();
    void ask('forgetShaping', undefined);
  }

  return {
    open,
    chosen,
    vantage,
    steps,
    shaping,
    trial,
    recipes,
    problem,
    asking,
    simulated,
    setSteps,
    setVantage,
    choose,
    chooseFiles,
    show,
    again,
    close,
  };
});
