import type { Claim } from '@contract/results';
import { expect, it } from 'vitest';
import { claimsChange, subjectOf } from './claims-change';

const claim = (type: string, share: number, code: Claim['code'] = 'device-present'): Claim => ({
  code,
  params: code === 'device-present' ? { type, windows: Math.round(share * 9), total: 9 } : {},
  text: '',
  share,
  confidence: share / 2,
  support: 9,
});

it('tells what vanishes from what stays and what is new, by what is right', () => {
  const before = [claim('camera', 1), claim('lock', 0.9), claim('tv', 0.5), claim('lamp', 0.3)];
  const after = [claim('lock', 0.2), claim('tv', 0.8), claim('lamp', 0.6), claim('kettle', 0.1)];
  const change = claimsChange(before, after);
  const of = (list: typeof change.gone) => list.map((one) => subjectOf((one.after ?? one.before)!));
  expect(of(change.gone)).toEqual(['device-present camera', 'device-present lock']);
  expect(of(change.stays)).toEqual(['device-present tv']);
  expect(of(change.fresh)).toEqual(['device-present lamp']);
  // The lock's and the kettle's.
  expect(change.wrong).toBe(2);
  expect(change.gone.map(({ after: now }) => now?.share)).toEqual([undefined, 0.2]);
});

it('knows a sentence again by what it is about, not by its figures', () => {
  const [few, many] = [claim('', 1, 'device-count'), claim('', 0.9, 'device-count')];
  few.params = { count: 14 };
  many.params = { count: 10 };
  expect(claimsChange([few], [many]).stays).toEqual([{ before: few, after: many }]);
});
