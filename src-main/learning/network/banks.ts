import { Tensor } from 'onnxruntime-node';

/** Parameters and Adam's moments as flat lists of the same length. */
export interface Bank {
  readonly parameters: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export function emptyBank(length: number): Bank {
  return {
    parameters: new Float32Array(length),
    first: new Float32Array(length),
    second: new Float32Array(length),
  };
}

export function copyBank(from: Bank, to: Bank): void {
  to.parameters.set(from.parameters);
  to.first.set(from.first);
  to.second.set(from.second);
}

/**
 * Two banks in fixed memory: a step reads one and writes the other, then they change places. No step
 * reads what it writes, and nothing is allocated.
 */
export class Banks {
  private readonly pair: readonly [Bank, Bank];
  private readonly tensors: readonly Record<keyof Bank, Tensor>[];
  private front = 0;

  constructor(length: number) {
    this.pair = [emptyBank(length), emptyBank(length)];
    const tensorsOf = ({ parameters, first, second }: Bank): Record<keyof Bank, Tensor> => ({
      parameters: new Tensor('float32', parameters, [length]),
      first: new Tensor('float32', first, [length]),
      second: new Tensor('float32', second, [length]),
    });
    this.tensors = this.pair.map(tensorsOf);
  }

  /** The bank that holds. */
  get current(): Bank {
    return this.pair[this.front]!;
  }

  get read(): Record<keyof Bank, Tensor> {
    return this.tensors[this.front]!;
  }

  get written(): Record<keyof Bank, Tensor> {
    return this.tensors[1 - this.front]!;
  }

  swap(): void {
    this.front = 1 - this.front;
  }
}
