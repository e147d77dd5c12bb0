import type { Weights } from '../world/day';
import type { Habit } from './gadget';

/** At home, and awake. */
export const atHome: Weights = { morning: 1, away: 0.25, evening: 1, sleep: 0.15 };
/** Through doors: mostly on leaving and on coming back. */
export const comingAndGoing: Weights = { morning: 1, away: 0.5, evening: 1, sleep: 0.1 };
/** From afar: a look at the home while away. */
export const fromAfar: Weights = { morning: 0.4, away: 1, evening: 0.6, sleep: 0.2 };

/** Two states by turns, switched in the app. */
export function toggled(first: string, second: string, perDay: number, when = atHome): Habit {
  return { interactions: [first, second], choice: 'in-turn', perDay, when, gap: 40, by: 'app' };
}

/** Any of several things at the device itself: spoken to, pressed, rung. */
export function byHand(interactions: readonly string[], perDay: number, when = atHome): Habit {
  return { interactions, choice: 'any', perDay, when, gap: 45, by: 'hand' };
}
