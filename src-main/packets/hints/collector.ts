import type { Hint, HintSource } from '../../contract/hints';

/** The hints of a capture, each kept once with how often it came. */
export class HintCollector {
  private readonly byKey = new Map<string, Hint & { count: number }>();

  /** One more time that the sender said `text`; `mac` and `address` as in Hint. */
  add(source: HintSource, mac: number, address: number, text: string): void {
    const key = `${source} ${mac} ${address} ${text}`;
    const known = this.byKey.get(key);
    if (known) known.count += 1;
    else this.byKey.set(key, { source, mac, address, text, count: 1 });
  }

  /** All hints in order of first appearance. */
  all(): Hint[] {
    return [...this.byKey.values()];
  }
}
