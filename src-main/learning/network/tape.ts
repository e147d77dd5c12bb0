import type { GraphBuilder, Value } from './graph-builder';

/**
 * Gives the gradients of a node's inputs, in their order, from those of its outputs. `wanted` says of
 * which inputs; null where it is not. An output that the loss does not depend on has no gradient.
 */
export type Backward = (
  gradients: readonly (Value | null)[],
  wanted: readonly boolean[],
) => (Value | null)[];

interface Step {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly backward: Backward;
}

/**
 * Reverse-mode automatic differentiation (Griewank and Walther, chapter 3) that writes the backward pass
 * as nodes of the same graph. Operators record themselves; only what depends on a parameter is followed.
 */
export class Tape {
  private readonly steps: Step[] = [];
  private readonly followed = new Set<string>();

  constructor(readonly graph: GraphBuilder) {}

  /** Marks a value whose gradient will be asked for. */
  follow(value: Value): Value {
    this.followed.add(value.name);
    return value;
  }

  record<Outputs extends Value[]>(
    inputs: readonly Value[],
    outputs: Outputs,
    backward: Backward,
  ): Outputs {
    if (inputs.some(({ name }) => this.followed.has(name))) {
      for (const output of outputs) this.follow(output);
      this.steps.push({ inputs, outputs, backward });
    }
    return outputs;
  }

  /**
   * Writes the backward pass of a scalar.
   * @throws RangeError when it does not depend on one of the values
   */
  gradients(loss: Value, of: readonly Value[]): Value[] {
    const found = new Map<string, Value>([[loss.name, this.graph.scalar(1)]]);
    for (const { inputs, outputs, backward } of [...this.steps].reverse()) {
      const given = outputs.map(({ name }) => found.get(name) ?? null);
      if (given.every((gradient) => gradient === null)) continue;
      const wanted = inputs.map(({ name }) => this.followed.has(name));
      backward(given, wanted).forEach((gradient, i) => {
        const { name } = inputs[i] as Value;
        if (gradient === null || !wanted[i]) return;
        const before = found.get(name);
        found.set(name, before ? this.sum(before, gradient) : gradient);
      });
    }
    return of.map(({ name }) => {
      const gradient = found.get(name);
      if (!gradient) throw new RangeError(`the loss does not depend on ${name}`);
      return gradient;
    });
  }

  private sum(one: Value, other: Value): Value {
    return this.graph.node('Add', [one, other], one.shape);
  }
}
