import type { ShapedProof } from '../contract/shaping';
import type { ShapingStep } from '../contract/shaping-parameters';
import type { ShapedHome } from './shape-home';
import { activeShare, stpPosterior } from './shapers/stp';

/**
 * What the steps of a shaping promise by proof. Steps after one do not undo it; what an earlier one sends is
 * taken as if nothing came before.
 */
export function proofOf({ before }: ShapedHome, steps: readonly ShapingStep[]): ShapedProof {
  const dp = steps.find(({ name }) => name === 'dp');
  const stp = steps.find(({ name }) => name === 'stp');
  const start = before.time[0] as number;
  const end = before.time[before.count - 1] as number;
  const active = stp && activeShare(before, start, end, Number(stp.values['period']));
  return {
    privacy: dp
      ? {
          epsilon: Number(dp.values['epsilon']),
          delta: Number(dp.values['delta']),
          windowSeconds: Number(dp.values['window']),
        }
      : null,
    stpPosterior:
      stp && active !== undefined
        ? { active, posterior: stpPosterior(active, Number(stp.values['q'])) }
        : null,
  };
}
