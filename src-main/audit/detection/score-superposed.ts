import type { Superposed } from '../../contract/detection';
import type { Job } from '../../contract/job';
import { Random } from '../../contract/random';
import type { View } from '../../contract/vantage';
import type { OpenCounter } from '../../inference';
import type { TypePackets } from './owners';
import { Superposition } from './superpose';

/** Windows that are put together. */
const WINDOWS = 100;

/** How well numbers are told in windows put together of packets at other times; null where there are none. */
export async function scoreSuperposed(
  view: View,
  packets: TypePackets,
  open: OpenCounter,
  seed: number,
  job: Job,
): Promise<Superposed | null> {
  const { most, window } = open.counter;
  const ground = new Superposition(view, packets, window);
  if (ground.size === 0) return null;
  const random = new Random(seed).fork(13);
  const points: [number, number][] = [];
  for (let i = 0; i < WINDOWS; i += 1) {
    const draw = random.fork(i);
    const number = 1 + Math.floor((i * most) / WINDOWS);
    const { view: crowd, end } = ground.draw(number, draw);
    const [found] = await open.ask(crowd, [end], job);
    points.push([number, Math.round(found!)]);
  }
  const errors = points.map(([number, found]) => Math.abs(found - number));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / values.length;
  const mape = mean(errors.map((error, i) => error / points[i]![0]));
  return { mae: mean(errors), mape, points };
}
