import type { Home } from '../contract/home';
import { protocolText } from '../contract/protocol-bits';
import { OUTBOUND, type ViewWithOrigin } from '../contract/vantage';

/** The view's packets, one line of JSON each, with the truth beside it. */
export function* viewLines(home: Home, { view, origin }: ViewWithOrigin): Generator<string> {
  for (let i = 0; i < view.count; i++) {
    const row = origin[i] as number;
    const device = row < 0 ? -1 : (home.device[row] as number);
    yield JSON.stringify({
      // Microseconds: what captures resolve and float64 holds.
      time: Math.round((view.time[i] as number) * 1e6) / 1e6,
      direction: view.direction[i] === OUTBOUND ? 'out' : 'in',
      length: view.length[i],
      serverPort: view.serverPort ? view.serverPort[i] : null,
      protocols: view.protocols ? protocolText(view.protocols[i] as number) : null,
      device: device < 0 ? null : (home.devices[device]?.device ?? null),
    });
  }
}
