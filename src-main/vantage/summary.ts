import type { Home } from '../contract/home';
import type { ViewSummary } from '../contract/results';
import { DATA, type ViewWithOrigin } from '../contract/vantage';
import { entropyBits } from './entropy';
import { throughRouter } from './router/through-router';
import { visibleIn } from './router/visible';

/** Figures of a view: how much passes, and how much the lengths still tell. */
export function summariseView(home: Home, seen: ViewWithOrigin): ViewSummary {
  const { view } = seen;
  const lengths = new Map<number, number>();
  let bytes = 0;
  let controlPackets = 0;
  for (let i = 0; i < view.count; i++) {
    const length = view.length[i] as number;
    bytes += length;
    lengths.set(length, (lengths.get(length) ?? 0) + 1);
    if (seen.kind[i] !== DATA) controlPackets++;
  }
  const inside = new Set<number>();
  const { internet } = throughRouter(home);
  let crossing = 0;
  for (let row = 0; row < home.packets.count; row++) {
    if (internet[row] !== 1) continue;
    crossing++;
    inside.add(home.packets.ipLength[row] as number);
  }
  return {
    vantage: view.vantage,
    packets: view.count,
    bytes,
    distinctLengths: lengths.size,
    distinctLengthsInside: inside.size,
    lengthEntropyBits: entropyBits([...lengths.values()]),
    controlPackets,
    hiddenLanPackets: home.packets.count - crossing,
    visible: visibleIn(home, seen),
  };
}
