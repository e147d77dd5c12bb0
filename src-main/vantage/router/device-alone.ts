import type { Home } from '../../contract/home';
import { markThrough, throughRouter } from './through-router';

/**
 * The home as if one device alone used its line: its own packets cross the gateway, and those that stand for
 * what the router asks for it. The router knows what it knows in the whole home.
 * @param device Index into `home.devices`.
 */
export function deviceAlone(home: Home, device: number): Home {
  const through = throughRouter(home);
  const internet = through.internet.map((crosses, row) =>
    through.device[row] === device ? crosses : 0,
  );
  return markThrough({ ...through, internet });
}
