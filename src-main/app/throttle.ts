/**
 * Lets values through at most once in `milliseconds` a key: the first at once, then the latest of
 * each interval. `end` drops what is still held back, for what ends a key says more.
 */
export class Throttle<T> {
  private readonly waiting = new Map<string, { latest: T | undefined; timer: NodeJS.Timeout }>();

  constructor(
    private readonly milliseconds: number,
    private readonly pass: (key: string, value: T) => void,
  ) {}

  push(key: string, value: T): void {
    const held = this.waiting.get(key);
    if (held !== undefined) {
      held.latest = value;
      return;
    }
    this.pass(key, value);
    this.rest(key);
  }

  end(key: string): void {
    clearTimeout(this.waiting.get(key)?.timer);
    this.waiting.delete(key);
  }

  private rest(key: string): void {
    const timer = setTimeout(() => {
      const latest = this.waiting.get(key)?.latest;
      this.waiting.delete(key);
      if (latest === undefined) return;
      this.pass(key, latest);
      this.rest(key);
    }, this.milliseconds);
    this.waiting.set(key, { latest: undefined, timer });
  }
}
