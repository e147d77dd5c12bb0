import type { Home } from '../../contract/home';
import { RouterDns } from './router-dns';

const known = new WeakMap<Home, Home>();

/**
 * The home as its line to the provider knows it: among the rows that cross the gateway are those that
 * stand for the router's own questions to its provider's resolver (see RouterDns). They take whatever
 * tunnel the home's packets take. Computed once for each home.
 */
export function throughRouter(home: Home): Home {
  let through = known.get(home);
  if (!through) {
    through = markThrough({ ...home, ...new RouterDns().pass(home.packets, home) });
    known.set(home, through);
  }
  return through;
}

/** Says of a home that its router's questions are in it already. */
export function markThrough(home: Home): Home {
  known.set(home, home);
  return home;
}
