import type { Problem } from '@contract/errors';
import type { Translate } from './format';

/** Cause and remedy of a problem, as `describeProblem` of the contract gives them in English. */
export function problemWords(
  { code, params }: Problem,
  t: Translate,
): { cause: string; remedy: string } {
  const cause = t(`problems.${code}.cause`, params);
  // Details from the system come with a full stop or without.
  const stop = /[.!?]$/.test(cause) ? '' : '.';
  return { cause: cause + stop, remedy: t(`problems.${code}.remedy`, params) };
}
