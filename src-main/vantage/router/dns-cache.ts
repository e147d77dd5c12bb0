/** Questions whose answers are kept, the oldest given up first; OpenWrt's default. */
const MOST_KEPT = 1000;
/** A question without an answer is asked again after this; dnsmasq gives up on it then. */
const PATIENCE = 10;
/** Questions that wait at once. */
const MOST_WAITING = 1000;
/** A clock that goes back further than this was set: what was kept has no known age. */
const STEP_BACK = 1;

/**
 * What a resolver keeps of the answers it got. Asked for anything else it asks on, once for all who want
 * to know it meanwhile. Times in seconds.
 */
export class DnsCache {
  private readonly keptUntil = new Map<string, number>();
  private readonly askedAt = new Map<string, number>();
  private newest = Number.NEGATIVE_INFINITY;

  /** Somebody asks. @returns Whether it asks on. */
  ask(question: string, time: number): boolean {
    this.observe(time);
    const until = this.keptUntil.get(question);
    if (until !== undefined) {
      if (time < until) return false;
      this.keptUntil.delete(question);
    }
    const asked = this.askedAt.get(question);
    if (asked !== undefined && time - asked < PATIENCE) return false;
    this.askedAt.delete(question);
    put(this.askedAt, question, time, MOST_WAITING);
    return true;
  }

  /**
   * Somebody is answered. @param ttl Seconds for which the answer may be kept.
   * @returns Whether the answer came from outside.
   */
  answer(question: string, ttl: number, time: number): boolean {
    this.observe(time);
    if (!this.askedAt.delete(question)) return false;
    if (ttl > 0) put(this.keptUntil, question, time + ttl, MOST_KEPT);
    return true;
  }

  private observe(time: number): void {
    if (time < this.newest - STEP_BACK) {
      this.keptUntil.clear();
      this.askedAt.clear();
      this.newest = time;
    }
    this.newest = Math.max(this.newest, time);
  }
}

function put(map: Map<string, number>, key: string, value: number, most: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
