import { type Bank, emptyBank } from '../network/banks';
import { corrections, EPSILON, FIRST_DECAY, SECOND_DECAY } from '../network/adam';

/**
 * The port embedding while it learns: the gradients of embedded ports are summed per port here, in
 * their order, and Adam is the same as in the graph, for all rows.
 */
export class Embedding {
  readonly bank: Bank;
  private readonly gradient: Float32Array;

  constructor(
    readonly rows: number,
    readonly width: number,
  ) {
    this.bank = emptyBank(rows * width);
    this.gradient = new Float32Array(rows * width);
  }

  /**
   * @param gradients [packets, width]
   * @param ports Row of each packet.
   * @param step Of Adam; the first is 1.
   */
  learn(gradients: Float32Array, ports: Int32Array, rate: number, step: number): void {
    const { gradient, width } = this;
    gradient.fill(0);
    for (let packet = 0; packet < ports.length; packet += 1) {
      const row = ports[packet]! * width;
      const from = packet * width;
      for (let i = 0; i < width; i += 1) gradient[row + i]! += gradients[from + i]!;
    }
    const { parameters, first, second } = this.bank;
    const correction = corrections(step);
    const size = rate / correction.first;
    for (let i = 0; i < gradient.length; i += 1) {
      const slope = gradient[i]!;
      const m = FIRST_DECAY * first[i]! + (1 - FIRST_DECAY) * slope;
      const v = SECOND_DECAY * second[i]! + (1 - SECOND_DECAY) * slope * slope;
      first[i] = m;
      second[i] = v;
      parameters[i]! -= (size * m) / (Math.sqrt(v / correction.second) + EPSILON);
    }
  }
}
