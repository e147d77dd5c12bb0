import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where HomeMole's scripts keep what they fetch or make: outside the checkout, one per user. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(base, 'homemole');
}
