import { WordInterner } from './word-interner';

const MOST_LISTS = 65536;

/**
 * Numbers for distinct lists of TCP option kinds: a tree whose edges are kinds, walked one option
 * at a time, so that a list seen before costs no string. Only lists that a segment really had get
 * a number; list 0 is the empty one, and also what a list gets when 65,535 are taken.
 */
export class OptionLists {
  readonly texts: string[] = [''];
  private readonly edges = new WordInterner();
  private readonly nodeTexts: string[] = [''];
  private readonly listOfNode: number[] = [0];
  private timestampsList = 0;

  /** The list of nearly every segment: two no-operations and timestamps (RFC 7323, appendix A). */
  get timestamps(): number {
    if (this.timestampsList === 0) {
      this.timestampsList = this.listAt(this.step(this.step(this.step(0, 1), 1), 8));
    }
    return this.timestampsList;
  }

  /** The node reached from `node` (0 is the root) by one more option. */
  step(node: number, kind: number): number {
    const known = this.edges.lookup(node, kind, 0, 0);
    if (known >= 0) return known;
    const before = this.nodeTexts[node]!;
    const next = this.nodeTexts.push(before === '' ? `${kind}` : `${before},${kind}`) - 1;
    this.listOfNode.push(-1);
    this.edges.add(node, kind, 0, 0, next);
    return next;
  }

  /** The number of the list that ends at `node`. */
  listAt(node: number): number {
    const known = this.listOfNode[node]!;
    if (known >= 0) return known;
    if (this.texts.length >= MOST_LISTS) return 0;
    const list = this.texts.push(this.nodeTexts[node]!) - 1;
    this.listOfNode[node] = list;
    return list;
  }
}
