import type { ShapingRecipe } from '../../contract/shaping';
import { parseShaping } from '../../contract/shaping-text';
import type { VantageName } from '../../contract/vantage';
import { placeStep } from '../place';
import { maybenotRecipe } from './maybenot';
import { netemRecipe, nftablesRecipe } from './linux';
import { wireguardRecipe } from './wireguard';

/**
 * A setting for what exists: Linux traffic control, Maybenot, a WireGuard gateway. Each says what it does not
 * cover; a shaping that nothing can run gives none.
 * @throws HomeMoleError `shaping-malformed`, `shaping-impossible`
 */
export function recipesOf(shaping: string, vantage: VantageName): ShapingRecipe[] {
  const steps = parseShaping(shaping).filter(({ name }) => name !== 'none');
  for (const step of steps) placeStep(step, vantage);
  if (steps.length === 0) return [];
  return [
    netemRecipe(steps),
    nftablesRecipe(steps),
    maybenotRecipe(steps),
    vantage === 'wireguard' ? wireguardRecipe(steps) : null,
  ].filter((recipe) => recipe !== null);
}
