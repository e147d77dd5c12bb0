import type { Random } from '../contract/random';

/**
 * The rows one tree learns from, drawn with replacement: each row that came up once in `rows`,
 * ascending, and beside it in `packed` its class (lower 16 bits) and how often it came up (upper).
 */
export class Sample {
  readonly rows: Int32Array;
  readonly packed: Int32Array;
  size = 0;
  private readonly drawn: Uint16Array;

  constructor(
    private readonly labels: Uint16Array,
    private readonly draws: number,
  ) {
    const most = Math.min(labels.length, draws);
    this.rows = new Int32Array(most);
    this.packed = new Int32Array(most);
    this.drawn = new Uint16Array(labels.length);
  }

  draw(random: Random): void {
    const { drawn, labels, rows, packed } = this;
    drawn.fill(0);
    for (let i = 0; i < this.draws; i += 1) drawn[random.integer(drawn.length)]! += 1;
    let size = 0;
    for (let row = 0; row < drawn.length; row += 1) {
      if (drawn[row] === 0) continue;
      rows[size] = row;
      packed[size] = labels[row]! | (drawn[row]! << 16);
      size += 1;
    }
    this.size = size;
  }
}
