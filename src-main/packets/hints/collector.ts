import { hintSources, type Hint, type HintSource } from '../../contract/hints';

/** Different texts kept of one sender and source. People's machines ask for hundreds of names. */
const MOST_OF_SENDER: Partial<Record<HintSource, number>> = { dns: 256, sni: 256 };
const MOST_OF_SENDER_ELSE = 64;
/** Different texts kept in all; some 20 MB when each is as long as can be. */
const MOST = 32_768;

type Counted = { -readonly [K in keyof Hint]: Hint[K] };

/** What one sender said by one source. */
interface Group {
  readonly byText: Map<string, Counted>;
  /** Counts what did not fit; null while everything did. */
  rest: Counted | null;
}

/**
 * The hints of a capture, each kept once with how often it came. What does not fit is not silently
 * lost: it is counted in a hint with an empty text, of its sender where the sender's share is full,
 * of no sender (-1) where the whole is.
 */
export class HintCollector {
  private readonly groups = hintSources.map(() => new Map<number, Group>());
  private readonly found: Counted[] = [];
  private readonly rests: Counted[] = [];
  private readonly beyond = new Map<HintSource, Counted>();

  /** One more time that the sender said `text`; `mac` and `address` as in Hint. */
  add(source: HintSource, mac: number, address: number, text: string): void {
    if (text === '') return;
    const ofSource = this.groups[hintSources.indexOf(source)] as Map<number, Group>;
    const sender = (mac + 1) * 2 ** 26 + address + 1;
    let group = ofSource.get(sender);
    const known = group?.byText.get(text);
    if (known) {
      known.count += 1;
      return;
    }
    if (this.found.length >= MOST) return this.leaveOut(source);
    if (!group) ofSource.set(sender, (group = { byText: new Map(), rest: null }));
    if (group.byText.size >= (MOST_OF_SENDER[source] ?? MOST_OF_SENDER_ELSE)) {
      if (!group.rest) {
        this.rests.push((group.rest = { source, mac, address, text: '', count: 0 }));
      }
      group.rest.count += 1;
      return;
    }
    const hint = { source, mac, address, text, count: 1 };
    group.byText.set(text, hint);
    this.found.push(hint);
  }

  /** All hints in order of first appearance, then the counts of what did not fit. */
  all(): Hint[] {
    return [...this.found, ...this.rests, ...this.beyond.values()];
  }

  private leaveOut(source: HintSource): void {
    const rest = this.beyond.get(source) ?? { source, mac: -1, address: -1, text: '', count: 0 };
    rest.count += 1;
    this.beyond.set(source, rest);
  }
}
