import {
  type CaptureInput,
  loadHome,
  runShapingStudy,
  SEARCH_SUBJECT,
  searchShaping,
  type ShapingSearchOptions,
  type ShapingStudyOptions,
  shapingsOf,
  shapingSubject,
} from '../audit';
import type { ShapeResult, ShapingRecipe, ShapingSearch, ShapingStudy } from '../contract/shaping';
import { describeShaping } from '../contract/shaping-catalogue';
import { formatShaping, parseShaping } from '../contract/shaping-text';
import type { VantageName } from '../contract/vantage';
import { costOf, recipesOf, shapeHome } from '../shaping';
import { viewHome, writeView } from '../vantage';
import { checkOutput } from './check-output';
import { type Hooks, jobOf, type Place } from './operations';
import { plans } from './progress';

/**
 * Applies a shaping to what crosses the gateway and says what it costs. `write` names a pcapng file for what
 * the eavesdropper then sees; it appears whole or not at all.
 * @throws HomeMoleError of reading; `shaping-malformed`, `shaping-impossible`, `shaping-too-large`;
 *   `output-unwritable`, `output-exists`
 */
export async function shape(
  input: Omit<CaptureInput, 'resources' | 'knownDevices'> & {
    shaping: string;
    vantage: VantageName;
    seed: number;
    write?: string | null;
  },
  place: Place,
  hooks: Hooks,
): Promise<ShapeResult> {
  const { write = null, vantage, seed } = input;
  const steps = parseShaping(input.shaping);
  if (write !== null) await checkOutput(write, input.captures);
  const job = jobOf(plans.view(write !== null), hooks);
  const { home, simulated } = await loadHome({ ...place, ...input }, job);
  const shaped = shapeHome(home, steps, vantage, seed);
  if (write !== null) {
    await writeView(shaped.home, viewHome(shaped.home, vantage, seed), write, simulated, job);
  }
  const cost = costOf(shaped);
  return {
    shaping: formatShaping(steps),
    vantage,
    simulated,
    steps: [...shaped.steps],
    packets: cost.after.packets,
    bytes: cost.after.bytes,
    cost,
    weaknesses: steps.flatMap(({ name }) => describeShaping(name).weaknesses),
  };
}

/** Many shapings side by side: cost, static and adaptive adversaries, bounds. */
export function shapingStudy(
  options: Omit<ShapingStudyOptions, keyof Place>,
  place: Place,
  hooks: Hooks,
): Promise<ShapingStudy> {
  const { plan } = options;
  const runs = plan.vantages.flatMap((vantage) =>
    shapingsOf(plan).map((shaping) => shapingSubject(shaping, vantage)),
  );
  return runShapingStudy({ ...place, ...options }, jobOf(plans.shapings(runs), hooks));
}

/** The best shaping within a budget, and what was tried. */
export function shapingSearch(
  options: Omit<ShapingSearchOptions, keyof Place>,
  place: Place,
  hooks: Hooks,
): Promise<ShapingSearch> {
  return searchShaping({ ...place, ...options }, jobOf(plans.shapings([SEARCH_SUBJECT]), hooks));
}

/** A setting for what exists. @throws HomeMoleError `shaping-malformed`, `shaping-impossible` */
export function shapingRecipes(shaping: string, vantage: VantageName): ShapingRecipe[] {
  return recipesOf(shaping, vantage);
}
