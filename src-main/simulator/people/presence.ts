import type { Random } from '../../contract/random';
import type { Day, Phase } from '../world/day';

/** A stretch of time in which a phone or computer is in the home and switched on. */
export interface Stay {
  from: number;
  to: number;
}

/**
 * When a device is in the home: all of the phases named, joined where they touch; it comes and goes
 * some minutes early or late.
 */
export function staysOf(day: Day, phases: readonly Phase[], random: Random): Stay[] {
  const slack = Math.min(600, day.seconds / 40);
  const stays: Stay[] = [];
  for (const { phase, from, to } of day.spans()) {
    if (!phases.includes(phase)) continue;
    const last = stays[stays.length - 1];
    if (last && from - last.to < 1) last.to = to;
    else stays.push({ from, to });
  }
  return stays
    .map(({ from, to }) => ({
      from: from === 0 ? 0 : from + random.between(-0.5, 0.5) * slack,
      to: to >= day.seconds ? day.seconds : to + random.between(-0.5, 0.5) * slack,
    }))
    .filter(({ from, to }) => to - from > 60);
}
