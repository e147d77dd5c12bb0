import { expect, it } from 'vitest';
import type { VantageAudit } from '../contract/results';
import { identifyHome } from '../home/identify';
import { tableOf } from '../home/testing/table-of';
import { summariseView, viewHome } from '../vantage';
import { limitsOf } from './limits';
import type { LoadedHome } from './load';

const router = 'a0:00:00:00:00:01/';

/** The limits' texts of an audit behind NAPT of four packets, of which so many are IPv6. */
function textsOf(ipv6: number): string[] {
  const packets = [2, 3, 4, 5].map((host, i) =>
    i < ipv6
      ? { from: `50:c7:bf:00:00:0${host}/[2001:db8:1::${host}]:1`, to: `${router}[2600::5]:443` }
      : { from: `50:c7:bf:00:00:0${host}/192.168.1.${host}:1`, to: `${router}9.9.9.9:443` },
  );
  const home = identifyHome(tableOf(packets), { vendors: { of: () => null } });
  const view = summariseView(home, viewHome(home, 'napt', 1));
  const loaded = { home, files: [], unseenLabels: [] } as Partial<LoadedHome> as LoadedHome;
  const part = { vantage: 'napt', view, devices: [], interactions: [] } as Partial<VantageAudit>;
  const audited = part as VantageAudit;
  return limitsOf(loaded, 1e6, [audited]).map(({ text }) => text);
}

it('says how far IPv6 gives devices away behind NAPT, and nothing where there is none', () => {
  expect(textsOf(3).join('\n')).toMatch(
    /75\.0 % of the packets .* IPv6.*\(3 such addresses\), so which device .* is not hidden/,
  );
  expect(textsOf(0).join('\n')).not.toContain('IPv6');
});
