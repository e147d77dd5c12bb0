import type { Home } from '../contract/home';
import { fill, limitMessages } from '../contract/messages';
import type { AuditResult, VantageAudit } from '../contract/results';
import type { LoadedHome } from './load';
import { minutesOf } from './minutes';

type Limit = AuditResult['limits'][number];

/** A capture shorter than this misses devices that are seldom active. */
const SHORT_SECONDS = 6 * 3600;

/** What this audit cannot tell, to be shown with its every figure. */
export function limitsOf(
  loaded: LoadedHome,
  seconds: number,
  vantages: readonly VantageAudit[],
  isMeasured = false,
): Limit[] {
  const limits: Limit[] = [];
  const add = (code: Limit['code'], params: Limit['params'] = {}): void => {
    limits.push({ code, params, text: fill(limitMessages[code], params) });
  };
  if (loaded.simulated) add('simulated');
  if (!loaded.labelled) add('no-labels');
  const [first] = loaded.unseenLabels;
  if (first !== undefined) add('labels-unseen', { count: loaded.unseenLabels.length, first });
  if (seconds < SHORT_SECONDS) add('short-capture', { minutes: minutesOf(seconds) });
  add('trained-on-this-home');
  add('single-home');
  const napt = vantages.find(({ vantage }) => vantage === 'napt');
  if (napt) {
    const share = ipv6Share(loaded.home);
    const addresses = napt.view.visible?.homeIpv6Addresses ?? 0;
    if (share > 0) {
      add('ipv6-not-translated', { share: `${(share * 100).toFixed(1)} %`, addresses });
    }
  }
  if (isMeasured) add('measured');
  else if (vantages.some(({ vantage }) => vantage !== 'napt')) add('delay-modelled');
  const sparse = (vantages[0]?.devices ?? []).filter(
    ({ verdict }) => verdict === 'not-enough-data',
  );
  if (sparse.length > 0) {
    const devices = sparse.map(({ device }) => device).join(', ');
    add('sparse-devices', { count: sparse.length, devices });
  }
  const warnings = loaded.files.reduce((sum, { warnings: some }) => sum + some.length, 0);
  if (warnings > 0) add('warnings', { count: warnings });
  if (vantages.every(({ interactions }) => interactions.length === 0)) add('no-interactions');
  else add('interactions-marked');
  return limits;
}

/** Share of IPv6 among the packets that cross the gateway. */
function ipv6Share({ packets, internet }: Home): number {
  const isIpv6 = packets.addresses.map((address) => address.includes(':'));
  let crossing = 0;
  let found = 0;
  for (let row = 0; row < packets.count; row++) {
    if (internet[row] !== 1) continue;
    crossing++;
    if (isIpv6[packets.sourceAddress[row] as number]) found++;
  }
  return crossing === 0 ? 0 : found / crossing;
}
