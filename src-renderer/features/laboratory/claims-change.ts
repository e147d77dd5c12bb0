import type { Claim } from '@contract/results';

/** From here on a sentence is more often right than wrong. */
const even = 0.5;

/** A sentence before and after; null: not written. */
export interface ChangedClaim {
  before: Claim | null;
  after: Claim | null;
}

export interface ClaimsChange {
  /** Right before; now not written any more, or written though wrong. */
  gone: ChangedClaim[];
  /** Right before and after. */
  stays: ChangedClaim[];
  /** Right only now. */
  fresh: ChangedClaim[];
  /** Written after shaping though more often wrong than right, whatever was before. */
  wrong: number;
}

/** What a sentence is about, whatever its figures. */
export function subjectOf({ code, params }: Claim): string {
  return code === 'device-present' ? `${code} ${params.type}` : code;
}

/** Which of the eavesdropper's sentences vanish under a shaping, which stay and which are new. */
export function claimsChange(before: readonly Claim[], after: readonly Claim[]): ClaimsChange {
  const then = new Map(before.map((claim) => [subjectOf(claim), claim]));
  const now = new Map(after.map((claim) => [subjectOf(claim), claim]));
  const change: ClaimsChange = { gone: [], stays: [], fresh: [], wrong: 0 };
  for (const subject of new Set([...then.keys(), ...now.keys()])) {
    const one = { before: then.get(subject) ?? null, after: now.get(subject) ?? null };
    const [wasRight, isRight] = [holds(one.before), holds(one.after)];
    if (wasRight && isRight) change.stays.push(one);
    else if (wasRight) change.gone.push(one);
    else if (isRight) change.fresh.push(one);
    if (one.after !== null && !isRight) change.wrong++;
  }
  return change;
}

function holds(claim: Claim | null): boolean {
  return claim !== null && claim.share >= even;
}
