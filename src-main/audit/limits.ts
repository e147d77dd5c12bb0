import { fill, limitMessages } from '../contract/messages';
import type { AuditResult, VantageAudit } from '../contract/results';
import type { LoadedHome } from './load';

type Limit = AuditResult['limits'][number];

/** A capture shorter than this misses devices that are seldom active. */
const SHORT_SECONDS = 6 * 3600;

/** What this audit cannot tell, to be shown with its every figure. */
export function limitsOf(
  loaded: LoadedHome,
  seconds: number,
  vantages: readonly VantageAudit[],
): Limit[] {
  const limits: Limit[] = [];
  const add = (code: Limit['code'], params: Limit['params'] = {}): void => {
    limits.push({ code, params, text: fill(limitMessages[code], params) });
  };
  if (loaded.simulated) add('simulated');
  if (!loaded.labelled) add('no-labels');
  if (seconds < SHORT_SECONDS) add('short-capture', { minutes: Math.round(seconds / 60) });
  add('trained-on-this-home');
  add('single-home');
  if (vantages.some(({ vantage }) => vantage !== 'napt')) add('delay-modelled');
  const sparse = (vantages[0]?.devices ?? []).filter(
    ({ verdict }) => verdict === 'not-enough-data',
  );
  if (sparse.length > 0) {
    const devices = sparse.map(({ device }) => device).join(', ');
    add('sparse-devices', { count: sparse.length, devices });
  }
  const warnings = loaded.files.reduce((sum, { warnings: some }) => sum + some.length, 0);
  if (warnings > 0) add('warnings', { count: warnings });
  add('interactions-not-analysed');
  return limits;
}
